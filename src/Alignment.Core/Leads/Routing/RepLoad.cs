using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads.Routing;

/// <summary>A rep, and what they have on their hands.</summary>
/// <param name="Rep">The rep.</param>
/// <param name="Open">Hand-offs in force.</param>
/// <param name="Offers">When leads were offered to them, as far back as any rule looks, in any order.</param>
public sealed record RepLoad(SalesRep Rep, int Open, IReadOnlyList<Instant> Offers);

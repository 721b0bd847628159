using System.Linq.Expressions;
using System.Reflection;
using Alignment.Api.Leads.Filters;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>The parts of a lead that are read only when somebody asks for them.</summary>
[Flags]
public enum LeadParts
{
    None = 0,
    Contact = 1,
    Attributes = 2,
    Outcome = 4,

    /// <summary>All that is in the lead's own row.</summary>
    All = Contact | Attributes | Outcome,

    /// <summary>How it stood when it was last looked at.</summary>
    Standing = 8,

    /// <summary>Its persona.</summary>
    Persona = 16,

    /// <summary>What its row says of it besides (<see cref="LeadRecord"/>).</summary>
    Record = 32,
}

/// <summary>What a lead's row says of it besides who it is.</summary>
public sealed record LeadRecord(
    int Version, string Source, string ExternalId, Instant CreatedAt, LeadStatus Status, long LastEngagementPosition, HandOffId? HandOffId);

/// <summary>What was read along with something else, so that its loader need not be asked.</summary>
/// <param name="Value">It, or null if there is none.</param>
/// <param name="IsKnown">Whether it was.</param>
/// <typeparam name="T">What it is.</typeparam>
internal readonly record struct ReadAlong<T>(T? Value, bool IsKnown = true)
    where T : class;

/// <summary>One buyer as one lead: who it is, where it stands, and whether it is what both functions agreed a lead is.</summary>
[GraphQLName("Lead")]
public sealed record LeadView
{
    [ID<LeadView>]
    public required LeadId Id { get; init; }

    public int Version => Known.Version;

    public string Source => Known.Source;

    public string ExternalId => Known.ExternalId;

    [GraphQLIgnore]
    public required string? PersonaKey { get; init; }

    public Instant CreatedAt => Known.CreatedAt;

    public LeadStatus Status => Known.Status;

    [GraphQLIgnore]
    public HandOffId? HandOffId => Known.HandOffId;

    [GraphQLIgnore]
    public LeadRecord? Record { get; init; }

    [GraphQLIgnore]
    public LeadContact? Contact { get; init; }

    [GraphQLIgnore]
    public AttributeSet? Attributes { get; init; }

    [GraphQLIgnore]
    public LeadOutcome? Outcome { get; init; }

    /// <summary>What the lead is sorted by where leads are listed: its company, and its total as last kept.</summary>
    internal (string Company, double Total) Listed { get; init; }

    /// <summary>How it stood when it was last looked at.</summary>
    internal ReadAlong<StandingView> Standing { get; init; }

    /// <summary>Its persona.</summary>
    internal ReadAlong<Persona> Persona { get; init; }

    private LeadRecord Known => Record ?? throw new InvalidOperationException($"{nameof(LeadSelection)} does not know a field that needs the lead's record.");

    /// <summary>The row of a lead that is at hand.</summary>
    public static LeadView Of(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new LeadView
        {
            Id = lead.Id, PersonaKey = lead.PersonaKey, Contact = lead.Contact, Attributes = lead.Attributes, Outcome = lead.Outcome,
            Record = new LeadRecord(
                lead.Version, lead.Source, lead.ExternalId, lead.CreatedAt, lead.Status, lead.LastEngagementPosition, lead.CurrentHandOffId),
        };
    }

    /// <summary>What to read of a lead in the database.</summary>
    /// <param name="parts">The parts to read besides those that always are.</param>
    public static Expression<Func<Lead, LeadView>> Reading(LeadParts parts) => Projections[(int)(parts & LeadParts.All)];

    /// <summary>What to read of a lead that is listed.</summary>
    /// <param name="parts">The parts to read besides those that always are.</param>
    internal static Expression<Func<LeadListing, LeadView>> Listing(LeadParts parts) => Listing<LeadListing>(
        parts, listing => listing.Lead, listing => new ValueTuple<string, double>(listing.Lead.Contact.Company ?? "", (double?)listing.Standing!.Total ?? 0));

    /// <summary>What to read of a lead that is listed.</summary>
    /// <param name="parts">The parts to read besides those that always are.</param>
    /// <param name="lead">The lead of a row.</param>
    /// <param name="listed">What the row is sorted by.</param>
    internal static Expression<Func<T, LeadView>> Listing<T>(LeadParts parts, Expression<Func<T, Lead>> lead, Expression<Func<T, (string, double)>> listed)
    {
        var row = listed.Parameters[0];
        var made = (MemberInitExpression)ReplacingExpressionVisitor.Replace(
            Reading(parts).Parameters[0], ReplacingExpressionVisitor.Replace(lead.Parameters[0], row, lead.Body), Reading(parts).Body);
        var bound = Expression.Bind(typeof(LeadView).GetProperty(nameof(Listed), BindingFlags.NonPublic | BindingFlags.Instance)!, listed.Body);
        return Expression.Lambda<Func<T, LeadView>>(Expression.MemberInit(made.NewExpression, [.. made.Bindings, bound]), row);
    }

    private static readonly Expression<Func<Lead, LeadView>>[] Projections =
        [.. Enumerable.Range(0, (int)LeadParts.All + 1).Select(parts => Projection((LeadParts)parts))];

    private static Expression<Func<Lead, LeadView>> Projection(LeadParts parts)
    {
        Expression<Func<Lead, LeadView>> always = lead => new LeadView
        {
            Id = lead.Id,
            PersonaKey = lead.PersonaKey,
            Record = new LeadRecord(
                lead.Version, lead.Source, lead.ExternalId, lead.CreatedAt, lead.Status, lead.LastEngagementPosition, lead.CurrentHandOffId),
        };
        var (made, row) = ((MemberInitExpression)always.Body, always.Parameters[0]);
        var bindings = made.Bindings.ToList();
        Add(LeadParts.Contact, nameof(Contact));
        Add(LeadParts.Attributes, nameof(Attributes));
        Add(LeadParts.Outcome, nameof(Outcome));
        return Expression.Lambda<Func<Lead, LeadView>>(Expression.MemberInit(made.NewExpression, bindings), row);

        void Add(LeadParts part, string name)
        {
            if (parts.HasFlag(part))
                bindings.Add(Expression.Bind(typeof(LeadView).GetProperty(name)!, Expression.Property(row, name)));
        }
    }
}

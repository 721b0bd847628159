namespace Alignment.Core.Leads.HandOffs;

/// <summary>One entry of a list of reasons.</summary>
/// <param name="Key">What is stored and counted, 1 to 100 characters; compared by letters and digits alone, ignoring case.</param>
/// <param name="Label">What people read.</param>
/// <param name="Active">Whether it can still be given; a retired reason stays readable where it was.</param>
public sealed record Reason(string Key, string Label, bool Active = true);

using NodaTime;

namespace Alignment.Core.Leads.Routing;

/// <summary>
/// Who gets a lead: rules in order, as the team reads and edits them. The first rule that fits the lead and has a candidate who can
/// take it decides. Only valid policies exist. Immutable and equal by value.
/// </summary>
/// <example><code>
/// { "name": "EMEA",
///   "rules": [
///     { "key": "dach-enterprise",
///       "when": [ { "attribute": "country", "operator": "oneOf", "values": ["DE", "AT", "CH"] },
///                 { "attribute": "employees", "operator": "atLeast", "value": 500 } ],
///       "candidates": [ "ana", { "rep": "bob", "weight": 2, "capacity": 10 } ],
///       "choose": "fewestRecent", "recent": "P30D", "capacity": 20, "orWait": true },
///     { "key": "everybody-else", "candidates": [ "cem", "dora" ] } ] }
/// </code></example>
public sealed partial record RoutingPolicy
{
    internal static readonly IReadOnlyDictionary<string, RoutingChoice> Choices = new Dictionary<string, RoutingChoice>
    {
        ["fewestOpen"] = RoutingChoice.FewestOpen,
        ["fewestRecent"] = RoutingChoice.FewestRecent,
        ["firstListed"] = RoutingChoice.FirstListed,
    };

    private static readonly Duration RecentByDefault = Duration.FromDays(30);

    private RoutingPolicy(string name, ValueList<RoutingRule> rules) => (Name, Rules) = (name, rules);

    /// <summary>What people call it: 1 to 200 characters.</summary>
    public string Name { get; }

    /// <summary>The rules, in the order in which they are asked; at least one.</summary>
    public ValueList<RoutingRule> Rules { get; }
}

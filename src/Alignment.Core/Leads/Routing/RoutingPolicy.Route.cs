using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Routing;

/// <content>Routing a lead.</content>
public sealed partial record RoutingPolicy
{
    /// <summary>Finds who gets a lead. The same lead, reps and instant always give the same answer.</summary>
    /// <param name="request">The lead and the reps.</param>
    /// <param name="now">The present.</param>
    public RoutingDecision Route(RoutingRequest request, Instant now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reps = request.Reps.ToDictionary(load => load.Rep.Key, StringComparer.Ordinal);
        var asked = new List<RuleReading>();
        foreach (var rule in Rules)
        {
            if (WhyNotFor(rule, request) is { } notMet)
            {
                asked.Add(new(rule.Key, notMet, []));
                continue;
            }

            var contenders = rule.Candidates.Select((candidate, place) => Contender.Of(rule, candidate, place, reps, request, now)).ToList();
            var winner = contenders.Where(contender => contender.Unable is null).Min();
            asked.Add(new(rule.Key, null, ValueList.From(contenders.Select(contender => contender.Read(winner)))));
            if (winner is not null)
                return new(Name, rule.Key, winner.RepKey, winner.Why(rule), ValueList.From(asked));
            if (rule.OrWait)
                return new(Name, rule.Key, null, $"Nobody of \"{rule.Key}\" can take it now, and the rule says to wait.", ValueList.From(asked));
        }

        var why = asked.Exists(rule => rule.NotMet is null) ? "Nobody whom a rule for this lead names can take it now." : "No rule is for this lead.";
        return new(Name, null, null, why, ValueList.From(asked));
    }

    private static string? WhyNotFor(RoutingRule rule, RoutingRequest lead)
    {
        foreach (var condition in rule.When)
        {
            var value = lead.Attributes[condition.Attribute];
            if (!new CompiledCondition(condition).Meets(value))
                return $"{condition.Attribute} is {(value.IsAbsent ? "unknown" : value)}; asked for: {Words(condition)}";
        }

        if (rule.Personas.Count > 0 && !rule.Personas.Contains(lead.PersonaKey))
            return $"the persona is {lead.PersonaKey ?? "unknown"}; asked for: {string.Join(" or ", rule.Personas)}";
        if (rule.Stages.Count > 0 && !rule.Stages.Contains(lead.StageKey))
            return $"the stage is {lead.StageKey ?? "unknown"}; asked for: {string.Join(" or ", rule.Stages)}";
        return null;
    }

    private static string Words(AttributeCondition condition) =>
        $"{AttributeCondition.Operators.First(known => known.Value == condition.Operator).Key} {string.Join(", ", condition.Operands.Take(10))}".TrimEnd();
}

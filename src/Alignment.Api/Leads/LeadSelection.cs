using Alignment.GraphQL.Execution;

namespace Alignment.Api.Leads;

/// <summary>Tells which parts of leads a client selected, so that the others are not read.</summary>
internal static class LeadSelection
{
    /// <param name="context">The field.</param>
    /// <param name="path">Where leads lie below it, ending with a dot; empty if it is a lead itself.</param>
    public static LeadParts Parts(IResolverContext context, params ReadOnlySpan<string> path)
    {
        var parts = LeadParts.None;
        if (path.IsEmpty)
            path = [""];
        foreach (var prefix in path)
        {
            if (context.IsSelected(prefix + "name|email|company")) parts |= LeadParts.Contact;
            if (context.IsSelected(prefix + "attributes")) parts |= LeadParts.Attributes;
            if (context.IsSelected(prefix + "outcome")) parts |= LeadParts.Outcome;
            if (context.IsSelected(prefix + "standing")) parts |= LeadParts.Standing;
            if (context.IsSelected(prefix + "persona")) parts |= LeadParts.Persona;
            if (context.IsSelected(prefix + "version|source|externalId|createdAt|status|handOff") || context.IsSelected(prefix + "engagements.totalCount"))
                parts |= LeadParts.Record;
        }

        return parts;
    }
}

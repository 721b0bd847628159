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
            if (Any(context, prefix, "name", "email", "company")) parts |= LeadParts.Contact;
            if (Any(context, prefix, "attributes")) parts |= LeadParts.Attributes;
            if (Any(context, prefix, "outcome")) parts |= LeadParts.Outcome;
            if (Any(context, prefix, "standing")) parts |= LeadParts.Standing;
            if (Any(context, prefix, "persona")) parts |= LeadParts.Persona;
            if (Any(context, prefix, "version", "source", "externalId", "createdAt", "status", "handOff", "engagements.totalCount")) parts |= LeadParts.Record;
        }

        return parts;
    }

    private static bool Any(IResolverContext context, string prefix, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (context.IsSelected(prefix + field))
                return true;
        }

        return false;
    }
}

namespace Alignment.Api.Tests.Contract;

/// <summary>Where the host does not keep what the contract promises.</summary>
internal static class ContractFaults
{
    /// <summary>The promises that are not kept, each with its schema coordinate; those that <see cref="ContractGaps"/> lists are left out.</summary>
    public static IReadOnlyList<string> Between(SchemaMembers contract, SchemaMembers host)
    {
        var faults = new List<string>();
        foreach (var (member, promised) in contract.All)
        {
            if (IsPending(member) || (SchemaMembers.OwnerOf(member) is { } owner && !host.All.ContainsKey(owner)))
                continue;
            if (!host.All.TryGetValue(member, out var served))
                faults.Add($"{member}: {promised} is not served");
            else if (promised.Kind != served.Kind || WithoutNonNull(promised) != WithoutNonNull(served))
                faults.Add($"{member}: {promised} is served as {served}");
            else if (promised.ToString() != served.ToString() && !ContractGaps.OtherNullability.Contains(member))
                faults.Add($"{member}: {promised} is served as {served}, which no decision record explains");
            else if (served.IsRequired && !promised.IsRequired)
                faults.Add($"{member}: {promised} has lost its default, so that a request must give it");
            else if (served.TakesOne && !promised.TakesOne)
                faults.Add($"{member} takes exactly one of its fields");
        }

        faults.AddRange(host.All
            .Where(served => served.Value.IsRequired && !contract.All.ContainsKey(served.Key) && contract.All.ContainsKey(SchemaMembers.OwnerOf(served.Key)!))
            .Select(served => $"{served.Key} is required, and the contract does not know it"));
        return faults;
    }

    /// <summary>The same with what is to be done.</summary>
    public static string Explain(IReadOnlyList<string> faults) =>
        $"""
        The host does not keep the contract:
        {string.Join('\n', faults)}
        Serve each under the contract's name and type again. Where only nullability differs and should, write why into docs/decisions/0004-nullability.md
        and list the member in ContractGaps.OtherNullability. What is new must be optional for clients that do not know it.
        """;

    private static bool IsPending(string member) =>
        ContractGaps.NotServed.Contains(member) || (SchemaMembers.OwnerOf(member) is { } owner && IsPending(owner));

    private static string WithoutNonNull(SchemaMember member) => member.ToString().Replace("!", "", StringComparison.Ordinal);
}

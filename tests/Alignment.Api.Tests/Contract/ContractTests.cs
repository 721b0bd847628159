using Alignment.GraphQL.Language;
using Alignment.Testing;

namespace Alignment.Api.Tests.Contract;

/// <summary>What the design promises, by name and type, is in the host's schema, but for lists that may only shrink.</summary>
public sealed class ContractTests
{
    [SharedDataFact("design", "contract.graphql")]
    public async Task WhenTheContractNamesAMember_ThenTheHostServesItByThatNameAndType()
    {
        var (contract, host) = await ReadAsync();
        var faults = new List<string>();
        foreach (var (member, promised) in contract.All)
        {
            if (IsPending(member))
                continue;
            if (!host.All.TryGetValue(member, out var served))
                faults.Add($"{member}: {promised} is not served");
            else if (promised.Kind != served.Kind || WithoutNonNull(promised) != WithoutNonNull(served))
                faults.Add($"{member}: {promised} is served as {served}");
            else if (promised.ToString() != served.ToString() && !ContractGaps.OtherNullability.Contains(member))
                faults.Add($"{member}: {promised} is served as {served}, which no decision record explains");
        }

        faults.AddRange(host.All
            .Where(served => served.Value.IsRequired && !contract.All.ContainsKey(served.Key) && contract.All.ContainsKey(SchemaMembers.OwnerOf(served.Key)!))
            .Select(served => $"{served.Key} is required, and the contract does not know it"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [SharedDataFact("design", "contract.graphql")]
    public async Task WhenAGapIsClosed_ThenItLeavesTheList()
    {
        var (contract, host) = await ReadAsync();
        var closed = ContractGaps.NotServed.Where(member => host.All.ContainsKey(member) || !contract.All.ContainsKey(member))
            .Concat(ContractGaps.OtherNullability.Where(member => host.All[member].ToString() == contract.All[member].ToString()));
        Assert.Empty(closed);
    }

    [Fact]
    public async Task WhenAMutationTakesAnInput_ThenItTakesAnIdempotencyKey()
    {
        var host = SchemaMembers.Read(await AlignmentHost.PrintSchemaAsync());
        var inputs = host.All.Where(member => member.Key.StartsWith("Mutation.", StringComparison.Ordinal) && member.Value.Kind == SyntaxKind.InputValueDefinition)
            .Select(argument => argument.Value.Type!.NamedType.Name.Value).ToList();
        Assert.NotEmpty(inputs);
        Assert.All(inputs, input => Assert.Contains($"{input}.idempotencyKey", host.All.Keys));
    }

    [Fact]
    public async Task WhenNullabilityDiffers_ThenADecisionRecordSaysWhy()
    {
        var record = await File.ReadAllTextAsync(Repository.PathTo("docs", "decisions", "0004-nullability.md"));
        Assert.All(ContractGaps.OtherNullability, member => Assert.Contains($"`{member}`", record, StringComparison.Ordinal));
    }

    private static async Task<(SchemaMembers Contract, SchemaMembers Host)> ReadAsync() => (
        SchemaMembers.Read(await File.ReadAllTextAsync(Repository.PathToShared("design", "contract.graphql"))),
        SchemaMembers.Read(await AlignmentHost.PrintSchemaAsync()));

    private static bool IsPending(string member) =>
        ContractGaps.NotServed.Contains(member) || (SchemaMembers.OwnerOf(member) is { } owner && IsPending(owner));

    private static string WithoutNonNull(SchemaMember member) => member.ToString().Replace("!", "", StringComparison.Ordinal);
}

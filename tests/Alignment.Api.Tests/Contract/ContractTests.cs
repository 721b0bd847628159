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
        var faults = ContractFaults.Between(contract, host);
        Assert.True(faults.Count == 0, ContractFaults.Explain(faults));
    }

    [Theory]
    [InlineData("name(short: Boolean): String", "label(short: Boolean): String", "Lead.name: String is not served")]
    [InlineData("name(short: Boolean): String", "name(short: Boolean): Int", "Lead.name: String is served as Int")]
    [InlineData("name(short: Boolean): String", "name: String", "Lead.name(short:): Boolean is not served")]
    [InlineData("name(short: Boolean): String", "name(short: Boolean!): String", "Lead.name(short:): Boolean is served as Boolean!, which no decision record explains")]
    [InlineData("name(short: Boolean): String", "name(short: Boolean, as: String!): String", "Lead.name(as:) is required, and the contract does not know it")]
    [InlineData("total: Float!", "total: Float", "Lead.total: Float! is served as Float, which no decision record explains")]
    [InlineData("{ WON LOST }", "{ WON }", "Outcome.LOST: EnumValueDefinition is not served")]
    [InlineData("at: Int! = 1", "at: Int!", "Wish.at: Int! has lost its default, so that a request must give it")]
    [InlineData("input Wish { at", "input Wish @oneOf { at", "Wish takes exactly one of its fields")]
    [InlineData("implements Node ", "", "Lead implements Node: NamedType is not served")]
    [InlineData("name(short: Boolean): String", "name(short: Boolean): String more: Int", "")]
    [InlineData("{ WON LOST }", "{ WON LOST OPEN }", "")]
    public void WhenTheHostLeavesTheContract_ThenTheMemberIsNamed(string promised, string served, string fault)
    {
        const string Contract = """
            interface Node { id: ID! }
            enum Outcome { WON LOST }
            input Wish { at: Int! = 1 }
            type Lead implements Node { id: ID! total: Float! outcome: Outcome name(short: Boolean): String }
            """;
        Assert.Contains(promised, Contract, StringComparison.Ordinal);

        var faults = ContractFaults.Between(SchemaMembers.Read(Contract), SchemaMembers.Read(Contract.Replace(promised, served, StringComparison.Ordinal)));

        Assert.Equal(fault, string.Join("; ", faults));
    }

    [SharedDataFact("design", "contract.graphql")]
    public async Task WhenAGapIsClosed_ThenItLeavesTheList()
    {
        var (contract, host) = await ReadAsync();
        var closed = ContractGaps.NotServed.Where(member => host.All.ContainsKey(member) || !contract.All.ContainsKey(member))
            .Concat(ContractGaps.OtherNullability.Where(member => host.All[member].ToString() == contract.All[member].ToString()));
        Assert.True(!closed.Any(), $"{string.Join(", ", closed)}: no longer a gap; take it off the lists in ContractGaps.cs, and its line off docs/decisions/0004-nullability.md.");
    }

    [Fact]
    public async Task WhenAMutationTakesAnInput_ThenItTakesAnIdempotencyKey()
    {
        var host = SchemaMembers.Read(await AlignmentHost.PrintSchemaAsync());
        var inputs = host.All.Where(member => member.Key.StartsWith("Mutation.", StringComparison.Ordinal) && member.Value.Kind == SyntaxKind.InputValueDefinition)
            .Select(argument => argument.Value.Type!.NamedType.Name.Value).ToList();
        Assert.NotEmpty(inputs);
        var without = inputs.Where(input => !host.All.ContainsKey($"{input}.idempotencyKey")).ToList();
        Assert.True(without.Count == 0, $"{string.Join(", ", without)}: a client could not safely send it twice; give the mutation a parameter idempotencyKey.");
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
}

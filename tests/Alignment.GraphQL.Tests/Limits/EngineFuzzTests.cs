using System.Diagnostics;
using System.Globalization;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Validation;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>
/// Random documents for a bounded time. <c>ALIGNMENT_FUZZ_SECONDS</c> makes it longer, <c>ALIGNMENT_FUZZ_SEED</c> repeats a run;
/// what fails is shown with its seed.
/// </summary>
public sealed class EngineFuzzTests
{
    internal static TimeSpan Duration { get; } = TimeSpan.FromSeconds(Setting("ALIGNMENT_FUZZ_SECONDS", 3));

    internal static int Seed { get; } = Setting("ALIGNMENT_FUZZ_SEED", 20250903);

    [Fact]
    public void WhenDocumentsAreRandom_ThenEachIsAnsweredSoonAndNothingIsThrownButSyntaxErrors()
    {
        var limits = new GraphQLLimits();
        var analyzer = new OperationAnalyzer(ConformanceSchema.Value, limits, introspection: true);
        var clock = Stopwatch.StartNew();
        var (read, valid) = (0, 0);
        for (var seed = Seed; GoesOn(seed, clock, found: valid > 0); seed++)
        {
            var document = new DocumentFuzzer(seed).Next();
            var started = clock.Elapsed;
            try
            {
                var parsed = Utf8GraphQLParser.Parse(document, limits.ParserOptions);
                read++;
                _ = Utf8GraphQLParser.Parse(parsed.ToString());
                if (DocumentValidator.Validate(ConformanceSchema.Value, parsed, limits.ValidationOptions(introspection: true)).Count > 0)
                    continue;
                valid++;
                foreach (var operation in parsed.Definitions.OfType<OperationDefinitionNode>())
                    Assert.True(analyzer.Analyze(parsed, operation).Cost(_ => null) >= 0);
            }
            catch (GraphQLSyntaxException)
            {
                // what most of them are
            }
            catch (Exception unexpected) when (unexpected is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed}: {unexpected}");
            }

            Assert.True(clock.Elapsed - started < TimeSpan.FromSeconds(30), $"Seed {seed} took {clock.Elapsed - started}.");
        }

        Assert.True(read > 10, $"{read} documents could be read at all.");
        Assert.True(valid > 0, $"{valid} documents were valid.");
    }

    /// <summary>For the time asked for, and however slow the machine, until what must be among the documents was.</summary>
    internal static bool GoesOn(int seed, Stopwatch clock, bool found) => clock.Elapsed < Duration || seed < Seed + 500 || (!found && seed < Seed + 50_000);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

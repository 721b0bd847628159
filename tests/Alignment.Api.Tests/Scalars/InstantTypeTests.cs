using System.Text;
using Alignment.Api.Scalars;
using Alignment.GraphQL.Execution;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Tests.Scalars;

public sealed class InstantTypeTests
{
    [Fact]
    public void An_instant_is_written_in_extended_iso_form_whatever_it_is()
    {
        var random = new Random(7);
        var instants = new List<Instant> { Instant.MinValue, Instant.MaxValue, NodaConstants.UnixEpoch, NodaConstants.BclEpoch, NodaConstants.BclEpoch - Duration.Epsilon, Instant.FromUtc(9999, 12, 31, 23, 59, 59) + Duration.FromNanoseconds(999_999_999), Instant.FromUtc(2026, 3, 1, 9, 30) + Duration.FromMilliseconds(120), Instant.FromUtc(2026, 3, 1, 9, 30) + Duration.FromNanoseconds(1) };
        for (var i = 0; i < 1_000; i++) instants.Add(Instant.FromUnixTimeSeconds(random.NextInt64(-62_135_596_800, 253_402_300_799)) + Duration.FromTicks(10L * random.Next(1_000_000)));
        foreach (var instant in instants)
        {
            using var writer = new ResultWriter();
            InstantType.WriteTo(writer, instant);
            Assert.Equal($"\"{InstantPattern.ExtendedIso.Format(instant)}\"", Encoding.UTF8.GetString(writer.WrittenSpan));
        }
    }
}

using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Import;

public sealed class ImportTests
{
    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenRowsAreBad_ThenTheOthersComeInAndEachBadOneIsKeptWithItsLineAndEveryReason(StorageKind kind)
    {
        var folder = await ImportFolder.NewAsync(kind);
        var run = await folder.ImportAsync("leads", """
            id,created,name,email,size
            a,2026-01-01,Ann,a@x.example,5
            ,2026-99-01,Bob,b@x.example,many
            c,2026-01-01T10:00:00Z,Cleo,c@x.example,
            d,2026-01-01,Dan
            """, ImportFolder.LeadMap);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("read 4, created 2, updated 0, unchanged 0, rejected 2", run.Output.Trim());
        var rejected = folder.Rejected().Split("\r\n");
        Assert.Equal("line,reasons,id,created,name,email,size", rejected[0]);
        Assert.StartsWith("3,", rejected[1], StringComparison.Ordinal);
        foreach (var reason in new[] { "id: is missing", "2026-99-01", "\"\"many\"\" is not a number", "Bob" }) Assert.Contains(reason, rejected[1], StringComparison.Ordinal);
        Assert.Equal("5,has 3 cells where the header has 5,d,2026-01-01,Dan", rejected[2]);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenStrictAndARowIsBad_ThenNothingIsWrittenAndTheExitCodeIsOne(StorageKind kind)
    {
        var folder = await ImportFolder.NewAsync(kind);
        const string Csv = "id,created,name,email,size\na,2026-01-01,,,5\nb,2026-01-01,,,x\n";
        var refused = await folder.ImportAsync("leads", Csv, ImportFolder.LeadMap, "--strict");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("read 2, created 1, updated 0, unchanged 0, rejected 1", refused.Output.Trim());
        Assert.Contains("Nothing was written", refused.Error, StringComparison.Ordinal);
        Assert.Contains("3,", folder.Rejected(), StringComparison.Ordinal);
        Assert.Equal(0, await folder.ReadAsync(context => context.Leads.CountAsync()));

        var mended = await folder.ImportAsync("leads", Csv.Replace(",x", ",6", StringComparison.Ordinal), ImportFolder.LeadMap, "--strict");
        Assert.Equal(0, mended.ExitCode);
        Assert.Equal(2, await folder.ReadAsync(context => context.Leads.CountAsync()));
        Assert.False(File.Exists(folder.PathOf("leads.csv.rejected.csv")));
    }

    [Fact]
    public async Task WhenTheMapIsWrong_ThenEveryFaultIsNamedWithItsPlaceAndNothingIsRead()
    {
        var folder = await ImportFolder.NewAsync();
        var run = await folder.ImportAsync("leads", "id\na\n", """
            { "externalId": 5, "createdAt": { "column": "c", "zone": "Mars/Olympus", "pattern": "qqq" }, "persona": { "constant": "x", "column": "y" },
              "attributes": { "size": { "column": "s", "type": "numbr" } }, "delimiter": ";;", "sourc": "crm" }
            """);
        Assert.Equal(2, run.ExitCode);
        foreach (var place in new[] { "$.externalId:", "$.createdAt.zone:", "$.createdAt.pattern:", "$.persona:", "$.attributes.size.type:", "$.delimiter:", "$.sourc:" })
            Assert.Contains(place, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheFileLacksColumns_ThenEachIsNamedTogetherWithThoseItHas()
    {
        var folder = await ImportFolder.NewAsync();
        var run = await folder.ImportAsync("leads", "id,size,size\na,1,2\n", ImportFolder.LeadMap);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no column \"created\" ($.createdAt of the map); it has id, size, size", run.Error, StringComparison.Ordinal);
        Assert.Contains("no column \"email\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("has 2 columns \"size\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenCellsAreMissingTranslatedOrTyped_ThenTheLeadHasWhatTheMapSays()
    {
        var folder = await ImportFolder.NewAsync();
        var run = await folder.ImportAsync("leads", "\ufeffid;p;n;b;d;when\r\na; Select ;1e3;Yes;31.12.2025;2018-02-17 23:30\r\nb;\"cat, wolf\";;no;;2017-10-15 00:00\r\n", """
            { "source": "crm", "externalId": "id", "delimiter": ";", "missing": ["", "Select"],
              "createdAt": { "column": "when", "pattern": "uuuu-MM-dd HH:mm", "zone": "America/Sao_Paulo" },
              "persona": { "column": "p", "values": { "cat, wolf": "cat" } },
              "attributes": { "n": { "column": "n", "type": "number" }, "b": { "column": "b", "type": "boolean" },
                              "d": { "column": "d", "type": "date", "pattern": "dd.MM.uuuu" }, "k": { "constant": 7 }, "raw": { "column": "p", "values": { "cat, wolf": null } } } }
            """);
        Assert.Equal("read 2, created 2, updated 0, unchanged 0, rejected 0", run.Output.Trim());
        Assert.Contains("line 2: when: 2018-02-17T23:30:00 occurs twice in America/Sao_Paulo", run.Error, StringComparison.Ordinal);
        Assert.Contains("line 3: when: 2017-10-15T00:00:00 is skipped by a clock change", run.Error, StringComparison.Ordinal);
        var leads = await folder.ReadAsync(context => context.Leads.OrderBy(lead => lead.ExternalId).ToListAsync());
        Assert.Equal("b: true, d: 2025-12-31, k: 7, n: 1000", leads[0].Attributes.ToString());
        Assert.Equal(Instant.FromUtc(2018, 2, 18, 1, 30), leads[0].CreatedAt);
        Assert.Null(leads[0].PersonaKey);
        Assert.Equal("b: false, k: 7", leads[1].Attributes.ToString());
        Assert.Equal(Instant.FromUtc(2017, 10, 15, 3, 0), leads[1].CreatedAt);
        Assert.Equal("cat", leads[1].PersonaKey);
    }

    [Fact]
    public async Task WhenQuotesAreWrong_ThenOneLineIsLostToItAndTheRestIsRead()
    {
        var folder = await ImportFolder.NewAsync();
        var run = await folder.ImportAsync("leads", "id,note\na,\"two\nlines\"\nb,\"never closed\nc,fine\nd,\"so \"\"quoted\"\"\"\ne,stray\"quote\nf,\"open at the end\ng,last\n", """{ "source": "crm", "externalId": "id", "attributes": { "note": "note" } }""");
        Assert.Equal("read 7, created 4, updated 0, unchanged 0, rejected 3", run.Output.Trim());
        Assert.Equal(["a", "c", "d", "g"], await folder.ReadAsync(context => context.Leads.Select(lead => lead.ExternalId).OrderBy(id => id).ToListAsync()));
        Assert.Equal(["4", "7", "8"], folder.Rejected().Split("\r\n").Skip(1).Where(line => line.Length > 0).Select(line => line[..1]));
        Assert.Contains("never closed", folder.Rejected(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenARecordNeverEnds_ThenMemoryIsBoundedAndTheRestIsRead()
    {
        var folder = await ImportFolder.NewAsync();
        var csv = "id,note\na,\"" + string.Concat(Enumerable.Repeat("x,y\n", 600_000)) + "b,fine\n";
        var run = await folder.ImportAsync("leads", csv, """{ "source": "crm", "externalId": "id", "attributes": { "note": "note" } }""");
        Assert.Contains("rejected 1", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("line,reasons,id,note\r\n2,is longer", folder.Rejected(), StringComparison.Ordinal);
        Assert.Equal(["b", "x"], await folder.ReadAsync(context => context.Leads.Select(lead => lead.ExternalId).OrderBy(id => id).ToListAsync()));
    }

    [Fact]
    public async Task WhenBytesAreNotUtf8OrTextIsNotStorable_ThenTheRowIsRejectedAndSaysSo()
    {
        var folder = await ImportFolder.NewAsync();
        var csv = folder.Write("leads.csv", [.. "id\na"u8, 0xFF, .. "\nb\0\nc\n"u8]);
        var run = await folder.ImportFileAsync("leads", csv, folder.Write("m.json", """{ "source": "crm", "externalId": "id" }"""));
        Assert.Equal("read 3, created 1, updated 0, unchanged 0, rejected 2", run.Output.Trim());
        Assert.Contains("not UTF-8", folder.Rejected(), StringComparison.Ordinal);
        Assert.Contains("NUL", folder.Rejected(), StringComparison.Ordinal);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAFileNamesALeadTwiceFarApart_ThenTheLastRowCountsAndAgainChangesNothing(StorageKind kind)
    {
        var folder = await ImportFolder.NewAsync(kind);
        var csv = "id,created,name,email,size\n" + string.Concat(Enumerable.Range(0, 12_000).Select(number => $"{number % 11_000},2026-01-01,N{number},,{number}\n"));
        Assert.Equal("read 12000, created 11000, updated 0, unchanged 1000, rejected 0", (await folder.ImportAsync("leads", csv, ImportFolder.LeadMap)).Output.Trim());
        Assert.Equal("N11500", await folder.ReadAsync(context => context.Leads.Where(lead => lead.ExternalId == "500").Select(lead => lead.Contact.Name).SingleAsync()));
        Assert.Equal("read 12000, created 0, updated 0, unchanged 12000, rejected 0", (await folder.ImportAsync("leads", csv, ImportFolder.LeadMap)).Output.Trim());
        var changed = csv.Replace(",N11500,", ",Zoe,", StringComparison.Ordinal);
        Assert.Equal("read 12000, created 0, updated 1, unchanged 11999, rejected 0", (await folder.ImportAsync("leads", changed, ImportFolder.LeadMap)).Output.Trim());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenEqualEngagementsAreFarApartInAFile_ThenEachIsKeptAndAgainChangesNothing(StorageKind kind)
    {
        const string Map = """{ "source": "crm", "lead": "lead", "at": "at", "type": "type" }""";
        var folder = await ImportFolder.NewAsync(kind);
        await folder.ImportAsync("leads", "id,created,name,email,size\na,2026-01-01,,,\nb,2026-01-01,,,\n", ImportFolder.LeadMap);
        var csv = "lead,at,type\n" + string.Concat(Enumerable.Range(0, 11_000).Select(number => $"{(number % 2 == 0 ? "a" : "b")},2026-02-01T00:00:0{number % 4}Z,view\n")) + "ghost,2026-02-01,view\n";
        Assert.Equal("read 11001, created 11000, updated 0, unchanged 0, rejected 1", (await folder.ImportAsync("engagements", csv, Map)).Output.Trim());
        Assert.Equal("read 11001, created 0, updated 0, unchanged 11000, rejected 1", (await folder.ImportAsync("engagements", csv, Map)).Output.Trim());
        Assert.Equal([5500L, 5500L], await folder.ReadAsync(context => context.Leads.Select(lead => lead.LastEngagementPosition).ToListAsync()));
        Assert.Contains("There is no lead", folder.Rejected("engagements"), StringComparison.Ordinal);
    }
}

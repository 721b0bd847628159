using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using NodaTime;

namespace Alignment.Benchmarks.Assess;

/// <summary>Drives json-rules-engine (npm) over the same leads in a process of its own and checks that it agrees.</summary>
internal static class JsonRulesEngine
{
    private const int Leads = 5_000;

    /// <summary>Leads a second in its best pass; null where Node or npm is missing.</summary>
    public static double? Measure(SyntheticLead[] plain, LeadAssessor assessor, LeadFacts[] facts, Instant now)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Assess");
        var count = Math.Min(Leads, plain.Length);
        var input = Path.Combine(Path.GetTempPath(), $"alignment-bench-{Environment.ProcessId}.jsonl");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "json-rules-engine")) && Start("npm", "ci --no-audit --no-fund --silent", folder) is null) return null;
            File.WriteAllLines(input, plain.Take(count).Select((lead, i) => JsonSerializer.Serialize(new
            {
                industry = lead.Industry, companySize = lead.CompanySize, jobRole = lead.JobRole, country = lead.Country, seniority = lead.Seniority,
                budget = lead.Budget, domainType = lead.DomainType, events = lead.Events.Select(e => new { type = e.Type, at = e.At }),
                expected = new { total = assessor.Assess(facts[i], now).Total, decision = assessor.Assess(facts[i], now).Decision.ToString() },
            })));
            var output = Start("node", $"json-rules-engine.mjs {input} {SyntheticLead.Now}", folder);
            return output is null ? null : double.Parse(output.Trim(), CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(input);
        }
    }

    private static string? Start(string program, string arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }
}

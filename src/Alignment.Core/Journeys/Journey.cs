using System.Collections.Frozen;

namespace Alignment.Core.Journeys;

/// <summary>The buying stages of one kind of buyer, earliest first. Immutable.</summary>
public sealed partial class Journey
{
    /// <summary>The key of the journey of every lead whose persona has none of its own.</summary>
    public const string DefaultKey = "default";

    private const int LongestKey = 100;
    private const int MostStages = 100;
    private readonly FrozenDictionary<string, int> positions;

    private Journey(string key, IReadOnlyList<BuyingStageDraft> stages)
    {
        Key = key;
        Stages = [.. stages.Select((stage, position) => new BuyingStage(position, stage))];
        positions = Stages.ToFrozenDictionary(s => s.Key, s => s.Position, StringComparer.Ordinal);
    }

    /// <summary>What personas and queries call it: 1 to 100 characters, trimmed, compared exactly.</summary>
    public string Key { get; }

    /// <summary>The stages, earliest first; at least one.</summary>
    public IReadOnlyList<BuyingStage> Stages { get; }

    /// <summary>The stage after which sales engages, if one is marked.</summary>
    public BuyingStage? SalesEngagesAfter => Stages.FirstOrDefault(s => s.SalesEngages);

    /// <summary>The journey that ships: status-quo, awareness, consideration (sales engages after it), decision, customer.</summary>
    public static Journey Default { get; } = new(DefaultKey,
    [
        new("status-quo", "Status quo", ["What does it cost us to leave things as they are?"]),
        new("awareness", "Awareness", ["What is the problem, and who else has it?", "Why does it matter now?"]),
        new("consideration", "Consideration", ["Which ways are there to solve it?", "What did people like us choose, and why?"], true),
        new("decision", "Decision", ["Will it work here?", "What does it take, and what does it cost?", "Who has done it before us?"]),
        new("customer", "Customer", ["How do we get from it what we bought it for?"]),
    ]);

    /// <summary>Defines a journey.</summary>
    /// <param name="key">1 to 100 characters; trimmed.</param>
    /// <param name="stages">The stages, earliest first.</param>
    /// <returns>The journey, or every fault: no stage, an empty, too long or repeated key, an empty question, sales engaging twice.</returns>
    public static Result<Journey> Define(string key, IReadOnlyList<BuyingStageDraft> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var faults = new List<Refusal>();
        CheckKey(key, faults, "key");
        if (stages.Count is 0 or > MostStages) faults.Add(Fault($"A journey has 1 to {MostStages} stages.", "stages"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var engaging = 0;
        for (var i = 0; i < stages.Count; i++)
        {
            var (stage, at) = (stages[i], $"stages[{i}]");
            if (CheckKey(stage.Key, faults, at, "key") && !seen.Add(stage.Key.Trim()))
                faults.Add(Fault($"There is a stage \"{stage.Key.Trim()}\" already; give this one a key of its own.", at, "key"));
            if (stage.SalesEngages && ++engaging == 2)
                faults.Add(Fault("Sales engages after one stage only; mark a single one.", at, "salesEngages"));
            foreach (var (question, n) in (stage.Questions ?? []).Select((q, n) => (q, n)).Where(q => string.IsNullOrWhiteSpace(q.q)))
                faults.Add(Fault("A question has words; write it or leave it out.", at, $"questions[{n}]"));
        }

        return faults.Count > 0 ? faults : new Journey(key.Trim(), stages);
    }

    /// <summary>The place of a stage, from 0; -1 for a stage this journey does not know.</summary>
    /// <param name="stageKey">Compared exactly.</param>
    public int IndexOf(string? stageKey) => stageKey is not null && positions.TryGetValue(stageKey, out var i) ? i : -1;

    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {string.Join(" > ", Stages)}";

    private static bool CheckKey(string? key, List<Refusal> faults, params IReadOnlyList<string> path)
    {
        if (!string.IsNullOrWhiteSpace(key) && key.Trim().Length <= LongestKey) return true;
        faults.Add(Fault($"A key has 1 to {LongestKey} characters.", path));
        return false;
    }

    private static Refusal Fault(string message, params IReadOnlyList<string> path) => new(RefusalCode.Validation, message, path);
}

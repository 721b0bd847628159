using System.Text.Json;

namespace WebhookReceiver;

/// <summary>Something a rep has to do.</summary>
/// <param name="HandOffId">The hand-off it comes from.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="RepKey">Who.</param>
/// <param name="What">What.</param>
/// <param name="Due">By when.</param>
internal sealed record RepTask(string HandOffId, string LeadId, string RepKey, string What, DateTimeOffset Due);

/// <summary>
/// What reps have to do, made from messages. Every message taken is a line of a file; the list is those lines read from the
/// beginning, so a message that comes twice, before or after a restart, counts once.
/// </summary>
internal sealed class TaskList
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = [];
    private readonly Dictionary<string, int> versions = [];
    private readonly Dictionary<string, RepTask> pending = [];
    private readonly FileStream file;

    private TaskList(FileStream file) => this.file = file;

    /// <summary>What is still to be done, the most urgent first.</summary>
    public IReadOnlyList<RepTask> Pending
    {
        get
        {
            lock (gate) return [.. pending.Values.OrderBy(task => task.Due)];
        }
    }

    public static TaskList Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var tasks = new TaskList(file);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            tasks.Apply(JsonSerializer.Deserialize<LeadMessage>(line)!);

        // A line that a crash cut short was never answered, and comes again.
        file.SetLength(whole);
        file.Position = whole;
        return tasks;
    }

    /// <summary>Takes a message, once.</summary>
    /// <returns>What became of it, in words.</returns>
    public string Take(LeadMessage message)
    {
        lock (gate)
        {
            if (seen.Contains(message.Id)) return "seen before";
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(message), (byte)'\n']);
            file.Flush(flushToDisk: true);
            return Apply(message);
        }
    }

    private string Apply(LeadMessage message)
    {
        seen.Add(message.Id);
        if (message.LeadId is not { } lead) return "not about a lead";
        if (message.Version <= versions.GetValueOrDefault(lead)) return "old news";
        versions[lead] = message.Version;
        var task = (message.Type, message) switch
        {
            ("alignment.lead.handed_off.v1" or "alignment.lead.moved_on.v1", { HandOffId: { } offer, RepKey: { } rep, RespondBy: { } due }) =>
                new RepTask(offer, lead, rep, "Answer the offer", due),
            ("alignment.lead.accepted.v1", { HandOffId: { } accepted, RepKey: { } rep, TouchBy: { } due }) =>
                new RepTask(accepted, lead, rep, "Get in touch", due),
            _ => null,
        };

        // A lead has one owner and so one task at most: a new one takes its place, and none is left when nobody's answer or touch is awaited.
        if (message.Status is not ("OFFERED" or "ACCEPTED")) pending.Remove(lead);
        if (task is not null) pending[lead] = task;
        return task is null ? "noted" : $"{task.RepKey}: {task.What}";
    }
}

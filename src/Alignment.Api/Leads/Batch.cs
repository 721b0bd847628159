using System.Globalization;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads;

namespace Alignment.Api.Leads;

/// <summary>What became of the rows of one call, as it is remembered for a call that is sent again.</summary>
/// <param name="Created">Rows that named something new.</param>
/// <param name="Updated">Rows that changed something.</param>
/// <param name="Unchanged">Rows that said what was known.</param>
/// <param name="Leads">The leads that were taken in, each once, in the order of the input.</param>
/// <param name="Faults">Every fault, in the order of the input.</param>
internal sealed record BatchAnswer(int Created, int Updated, int Unchanged, IReadOnlyList<Guid> Leads, IReadOnlyList<RowFault> Faults)
{
    /// <summary>How many rows left something behind.</summary>
    public int Recorded => Created + Updated;

    /// <summary>The faults, as clients see them.</summary>
    public IReadOnlyList<UserError> Errors() => [.. Faults.Select(fault => UserError.Of(new Refusal(fault.Code, fault.Message, fault.Path)))];

    /// <summary>The ids of the leads.</summary>
    public IReadOnlyList<LeadId> Ids() => [.. Leads.Select(id => new LeadId(id))];
}

/// <summary>Why a row was not taken in.</summary>
/// <param name="Code">What kind of refusal it is.</param>
/// <param name="Message">What is wrong and what would mend it.</param>
/// <param name="Path">Where, with the row's index.</param>
internal sealed record RowFault(RefusalCode Code, string Message, IReadOnlyList<string> Path);

/// <summary>Many inputs of one call: those that cannot even be read are set aside, the others go in together, and every fault keeps its index.</summary>
/// <typeparam name="TInput">What the client wrote.</typeparam>
/// <typeparam name="TRow">What the intake takes.</typeparam>
internal sealed class Batch<TInput, TRow>
{
    private readonly string name;
    private readonly List<(int Index, TRow Row)> sound = [];
    private readonly SortedDictionary<int, IReadOnlyList<Refusal>> unreadable = [];

    public Batch(string name, IReadOnlyList<TInput> inputs, Func<TInput, List<Refusal>, TRow> read)
    {
        this.name = name;
        if (inputs.Count > LeadMutations.MostRows)
        {
            unreadable[-1] = [new Refusal(RefusalCode.Validation, $"A call takes at most {LeadMutations.MostRows} rows; this one has {inputs.Count}. Send them in parts.")];
            return;
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var faults = new List<Refusal>();
            var row = read(inputs[i], faults);
            if (faults.Count == 0)
                sound.Add((i, row));
            else
                unreadable[i] = faults;
        }
    }

    /// <summary>Hands the sound rows over and gathers what became of all.</summary>
    /// <param name="intake">Takes rows in; within a unit of work that may be run again.</param>
    public async Task<Result<BatchAnswer>> TakeAsync(Func<IReadOnlyList<TRow>, Task<IReadOnlyList<RowResult>>> intake)
    {
        IReadOnlyList<RowResult> results = sound.Count == 0 ? [] : await intake([.. sound.Select(one => one.Row)]);
        var refused = new SortedDictionary<int, IReadOnlyList<Refusal>>(unreadable);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Effect == RowEffect.Rejected)
                refused[sound[i].Index] = results[i].Refusals;
        }

        return new BatchAnswer(
            Count(RowEffect.Created),
            Count(RowEffect.Updated),
            Count(RowEffect.Unchanged),
            [.. results.Where(result => result.LeadId is not null).Select(result => result.LeadId!.Value.Value).Distinct()],
            [.. from row in refused from fault in row.Value select Placed(row.Key, fault)]);

        int Count(RowEffect effect) => results.Count(result => result.Effect == effect);
    }

    private RowFault Placed(int index, Refusal fault)
    {
        var placed = index < 0 ? fault.Under(name) : fault.Under(name, index.ToString(CultureInfo.InvariantCulture));
        return new(placed.Code, placed.Message, placed.Path);
    }
}

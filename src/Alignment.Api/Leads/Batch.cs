using System.Globalization;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads;

namespace Alignment.Api.Leads;

/// <summary>Many inputs of one call: those that cannot even be read are set aside, the others go in together, and every fault keeps its index.</summary>
/// <typeparam name="TInput">What the client wrote.</typeparam>
/// <typeparam name="TRow">What the intake takes.</typeparam>
internal sealed class Batch<TInput, TRow>
{
    private readonly string name;
    private readonly List<(int Index, TRow Row)> sound = [];
    private readonly SortedDictionary<int, IReadOnlyList<Refusal>> faulty = [];
    private readonly List<RowResult> results = [];

    public Batch(string name, IReadOnlyList<TInput> inputs, Func<TInput, List<Refusal>, TRow> read)
    {
        this.name = name;
        if (inputs.Count > LeadMutations.MostRows)
        {
            faulty[-1] = [new Refusal(RefusalCode.Validation, $"A call takes at most {LeadMutations.MostRows} rows; this one has {inputs.Count}. Send them in parts.")];
            return;
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var faults = new List<Refusal>();
            var row = read(inputs[i], faults);
            if (faults.Count == 0)
                sound.Add((i, row));
            else
                faulty[i] = faults;
        }
    }

    /// <summary>The leads that were taken in, each once, in the order of the input.</summary>
    public IReadOnlyList<LeadId> Leads => [.. results.Where(result => result.LeadId is not null).Select(result => result.LeadId!.Value).Distinct()];

    /// <summary>Every fault, by the index of its row.</summary>
    public IReadOnlyList<UserError> Errors =>
    [
        .. from row in faulty
           from fault in row.Value
           select UserError.Of(row.Key < 0 ? fault.Under(name) : fault.Under(name, row.Key.ToString(CultureInfo.InvariantCulture))),
    ];

    public async Task TakeAsync(Func<IReadOnlyList<TRow>, Task<IReadOnlyList<RowResult>>> intake)
    {
        if (sound.Count == 0)
            return;
        results.AddRange(await intake([.. sound.Select(one => one.Row)]));
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Effect == RowEffect.Rejected)
                faulty[sound[i].Index] = results[i].Refusals;
        }
    }

    public int Count(RowEffect effect) => results.Count(result => result.Effect == effect);
}

using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>A definition proposed from history, for people to read, change and sign.</summary>
/// <param name="Definition">At most as many criteria as asked for, with integer points, and a threshold.</param>
/// <param name="Auc">
/// How well such a definition separates leads it has not seen: five-fold cross-validated, everything chosen anew in each fold.
/// </param>
/// <param name="FullModelAuc">The same for a logistic regression over every value of every column used.</param>
/// <param name="BaseRate">The share of leads that were won.</param>
/// <param name="SuspectedLeakage">Columns that look as if they were written after the outcome.</param>
/// <param name="Leads">How many leads were learnt from.</param>
/// <param name="OpenCountedAsLost">Whether leads without an outcome had to stand for those not won, there being no lost ones.</param>
/// <param name="Known">
/// How many leads could have been learnt from. Above 100,000 an even sample of them is: then it is more than <paramref name="Leads"/>.
/// </param>
public sealed record LeadDefinitionSuggestion(
    LeadDefinition Definition, double Auc, double FullModelAuc, double BaseRate, IReadOnlyList<SuspectedLeak> SuspectedLeakage,
    int Leads, bool OpenCountedAsLost, int Known)
{
    /// <summary>Whether a sample stood for all of them.</summary>
    public bool IsSampled => Known > Leads;
}

/// <summary>A column that looks as if it was written after the outcome.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Auc">How well it separates alone.</param>
/// <param name="Why">What makes it suspect, for people.</param>
/// <param name="Used">Whether it was used nevertheless, because the caller asked for it.</param>
public sealed record SuspectedLeak(string Column, double Auc, string Why, bool Used);

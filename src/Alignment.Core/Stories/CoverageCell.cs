using Alignment.Core.Journeys;

namespace Alignment.Core.Stories;

/// <summary>What one persona finds at one stage.</summary>
public sealed class CoverageCell
{
    internal CoverageCell(string personaKey, BuyingStage stage, int stages, CoverageCount count, int leads)
    {
        PersonaKey = personaKey;
        Stage = stage;
        Assets = count.Assets;
        OnlyAboutUs = count.Assets > 0 && count.AboutUs == count.Assets;
        Unanswered = count.Unanswered;
        Questions = count.Questions;
        Leads = leads;
        Weight = (double)(stages - stage.Position) / stages;
    }

    /// <summary>The persona.</summary>
    public string PersonaKey { get; }

    /// <summary>The stage.</summary>
    public BuyingStage Stage { get; }

    /// <summary>How many assets in use are for this persona and this stage.</summary>
    public int Assets { get; }

    /// <summary>How many of the questions one of those assets answers.</summary>
    public int Answered => Questions - Unanswered.Count;

    /// <summary>How many questions the buyer must have answered here: the journey's and the chapter's own.</summary>
    public int Questions { get; }

    /// <summary>The questions that none of those assets answers, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Unanswered { get; }

    /// <summary>How many leads stand here now.</summary>
    public int Leads { get; }

    /// <summary>Whether there are assets and every one is about us; see <see cref="AboutUs"/>.</summary>
    public bool OnlyAboutUs { get; }

    /// <summary>Whether something is missing: there is nothing, only content about us, or a question without an answer.</summary>
    public bool IsGap => Severity > 0;

    /// <summary>How much is missing.</summary>
    /// <value>1 where there is nothing or only content about us; else the share of questions without an answer, from 0.</value>
    public double Severity => Assets == 0 || OnlyAboutUs ? 1 : Questions == 0 ? 0 : (double)Unanswered.Count / Questions;

    /// <summary>How much the stage weighs: early gaps cost most, since somebody else is then teaching the buyer what the problem is.</summary>
    /// <value>From 1 for the first of n stages down to 1/n for the last.</value>
    public double Weight { get; }

    /// <summary>What the gap costs: leads that stand here x severity x weight of the stage. Gaps are ranked by it, then, where nobody stands,
    /// by severity x weight.</summary>
    public double Cost => Leads * Severity * Weight;
}

/// <summary>What was counted for one cell.</summary>
internal sealed class CoverageCount(IReadOnlyList<string> questions)
{
    private readonly bool[] answered = new bool[questions.Count];

    public int Assets { get; private set; }

    public int AboutUs { get; private set; }

    public int Questions => questions.Count;

    public IReadOnlyList<string> Unanswered => [.. questions.Where((_, index) => !answered[index])];

    public void Add(bool aboutUs)
    {
        Assets++;
        if (aboutUs) AboutUs++;
    }

    public void Answer(int question) => answered[question] = true;
}

namespace Alignment.Core.Stories;

/// <summary>What a piece of content turns on.</summary>
public enum Orientation
{
    /// <summary>Somebody like the buyer: what they faced and what came of it.</summary>
    BuyerScenario,

    /// <summary>The problem itself.</summary>
    ProblemEducation,

    /// <summary>What we sell.</summary>
    Product,

    /// <summary>Who we are: the slide with a hundred logos.</summary>
    Company,
}

/// <summary>Who made a piece of content.</summary>
public enum Authorship
{
    /// <summary>Marketing alone.</summary>
    Marketing,

    /// <summary>Sales alone.</summary>
    Sales,

    /// <summary>Both.</summary>
    Together,
}

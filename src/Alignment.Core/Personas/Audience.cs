namespace Alignment.Core.Personas;

/// <summary>Whom a persona describes, and in whose words a story is told.</summary>
public enum Audience
{
    /// <summary>Buyers who have not bought yet.</summary>
    Prospect,

    /// <summary>Buyers who have.</summary>
    Customer,

    /// <summary>The sales force, which marketing treats as it would a customer.</summary>
    Sales,

    /// <summary>Those who make the product.</summary>
    Product,

    /// <summary>Partners who sell on.</summary>
    ChannelPartner,

    /// <summary>Those whom buyers listen to: analysts, press, peers.</summary>
    Influencer,
}

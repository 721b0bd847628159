namespace Alignment.Core.Tests.Leads;

/// <summary>The life of a lead in plain words and minutes, written from the rules and not from the code.</summary>
internal sealed class LeadModel
{
    public string Status { get; private set; } = "Nurturing";

    public string? Owner { get; private set; }

    /// <summary>How each hand-off stands, in the order of offers.</summary>
    public List<string> HandOffs { get; } = [];

    public int Offers => HandOffs.Count;

    public int Returned { get; private set; }

    public int Recycled { get; private set; }

    public string? Outcome { get; private set; }

    public int Entries { get; private set; } = 1;

    private readonly List<string> pastOutcomes = [];
    private int log;
    private int due;
    private int escalateAt = int.MaxValue;
    private bool restsForNews;
    private int logAtRest;
    private int restsUntil;

    public bool Held => Owner is not null;

    public bool Overdue(int now) => Status is "Offered" or "Accepted" && now >= due;

    public void Engage() => log++;

    public bool Update(bool different)
    {
        if (different)
            (restsForNews, Entries) = (false, Entries + 1);
        return different;
    }

    public bool Follow(bool met, int now)
    {
        var resting = now < restsUntil || (restsForNews && log == logAtRest);
        if (Status == "Nurturing" && met && !resting)
            (Status, restsForNews, restsUntil) = ("Qualified", false, 0);
        else if (Status == "Qualified" && !met)
            Status = "Nurturing";
        else
            return false;
        Entries++;
        return true;
    }

    public bool Offer(string rep, bool met, bool withReason, int now)
    {
        if (Status is not ("Nurturing" or "Qualified") || !(met || withReason))
            return false;
        Begin(rep, now);
        return true;
    }

    public bool MoveOn(string rep, int now)
    {
        if (!Held || rep == Owner)
            return false;
        HandOffs[^1] = "Closed";
        Begin(rep, now);
        return true;
    }

    /// <summary>True also where the same rep accepts again.</summary>
    public bool Accept(int handOff, string rep, int now)
    {
        if (handOff != Offers - 1 || !Held || rep != Owner)
            return false;
        if (Status is "Accepted" or "Working")
            return true;
        if (now >= due)
            return false;
        (Status, HandOffs[^1], due, escalateAt) = ("Accepted", "Accepted", now + 480, now + 360);
        Entries++;
        return true;
    }

    public bool Touch(int handOff, int now)
    {
        if (handOff != Offers - 1 || !(Status == "Working" || (Status == "Accepted" && now < due)))
            return false;
        (Status, HandOffs[^1]) = ("Working", "Touched");
        Entries++;
        return true;
    }

    public bool Return(int handOff, bool knownReason, int? until, int now)
    {
        if (handOff != Offers - 1 || !Held || !knownReason || until <= now)
            return false;
        Returned++;
        Back("Returned", until, forNews: true);
        return true;
    }

    public bool Recycle(bool knownReason, int? until, int now)
    {
        if (Status is not ("Accepted" or "Working") || !knownReason || until <= now)
            return false;
        Back("Closed", until, forNews: true);
        return true;
    }

    public string? MeetDeadline(int now)
    {
        if (Overdue(now))
        {
            Back("Lapsed", null, forNews: false);
            return "lapsed";
        }

        if (Status is not ("Offered" or "Accepted") || now < escalateAt)
            return null;
        escalateAt = int.MaxValue;
        Entries++;
        return "escalated";
    }

    public bool Disqualify(bool knownReason)
    {
        if (Status is "Won" or "Lost" or "Disqualified" || !knownReason)
            return false;
        End("Disqualified");
        return true;
    }

    public bool Reactivate()
    {
        if (Status is not ("Won" or "Lost" or "Disqualified"))
            return false;
        if (Outcome is not null)
            pastOutcomes.Add(Outcome);
        (Status, Outcome) = ("Nurturing", null);
        Entries++;
        return true;
    }

    /// <summary>Null: refused; otherwise whether it changed anything.</summary>
    public bool? Record(string outcome, bool won)
    {
        if (outcome == Outcome || (Outcome is null && pastOutcomes.Contains(outcome)))
            return false;
        if (Status == "Disqualified")
            return null;
        Outcome = outcome;
        End(won ? "Won" : "Lost");
        return true;
    }

    private void Begin(string rep, int now)
    {
        HandOffs.Add("Offered");
        (Status, Owner, due, escalateAt, restsForNews, restsUntil) = ("Offered", rep, now + 120, now + 90, false, 0);
        Entries++;
    }

    private void Back(string state, int? until, bool forNews)
    {
        HandOffs[^1] = state;
        (Status, Owner, restsUntil, restsForNews, logAtRest) = ("Nurturing", null, until ?? 0, forNews && until is null, log);
        Recycled++;
        Entries++;
    }

    private void End(string status)
    {
        if (Held)
            HandOffs[^1] = "Closed";
        (Status, Owner, restsForNews, restsUntil) = (status, null, false, 0);
        Entries++;
    }
}

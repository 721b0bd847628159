using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

/// <summary>A story about night shifts and content to tell it with.</summary>
internal static class StoryGiven
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static readonly Persona Buyer = Persona.Define("ops", "Head of operations", Audience.Prospect, Now).Value;

    public static ContentStory Story(Journey? journey = null) => ContentStory.For(Buyer, journey)
        .Premise("Nobody knows who is on call, and the customer finds out first.")
        .About("sleep", "trust")
        .Chapter("status-quo", "Every night costs more than you count.", chapter => chapter.About("sleep"))
        .Chapter("awareness", "It is the hand-over that fails, not the people.", chapter => chapter.About("sleep", "hand-over")
            .To(Audience.Sales, "Ask who was woken up last night.").Asks("Who else has this?"))
        .Chapter("consideration", "There are three ways to hand over.", chapter => chapter.About("hand-over"))
        .Chapter("decision", "Start with one team.", chapter => chapter.About("trust", "hand-over"))
        .Chapter("customer", "Now the others.", chapter => chapter.About("trust"))
        .Write(Now).Value;

    public static ContentAsset Asset(
        string id, string? stage, string? persona = "ops", string? theme = "sleep", Orientation? orientation = Orientation.BuyerScenario,
        params string[] answers) =>
        ContentAsset.Publish("test", id, new ContentDescription
        {
            Title = $"The {id}", Format = "Guide", Orientation = orientation, Answers = answers,
            Stages = stage?.Split('|'), Personas = persona?.Split('|'), Themes = theme?.Split('|'),
        }, Now).Value;

    public static Received Given(this ContentAsset asset, int day, string? rep = "sam", string? stoodAt = null) =>
        new(Now + Duration.FromDays(day), asset, Function.Sales, rep, stoodAt);
}

using Alignment.Core.Journeys;
using Alignment.Core.Stories;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

public sealed class StoryPropertyTests
{
    private static readonly string[] Stages = [.. Journey.Default.Stages.Select(stage => stage.Key), "elsewhere"];
    private static readonly string[] Personas = ["ops", "cfo", "cto"];
    private static readonly string[] Questions = [.. Journey.Default.Stages.SelectMany(stage => stage.Questions), "Who else has this?", "Nobody asks this"];

    [Fact]
    public void WhenContentIsAny_ThenCoverageAgreesWithANaiveCount() =>
        Check.One(Trials.Of(100), Prop.ForAll<byte[], byte[]>((tape, leads) =>
        {
            var assets = Assets(new Tape(tape));
            var counts = new LeadCounts();
            foreach (var one in leads) counts.Add(Personas[one % 3], Stages[one % 6]);
            var story = StoryGiven.Story();

            var coverage = StoryCoverage.Of(
                [new("ops", Journey.Default, story), new("cfo", Journey.Default), new("cto", Journey.Default)], assets, counts);

            Assert.Equal(15, coverage.Cells.Count);
            foreach (var cell in coverage.Cells)
            {
                var here = assets.Where(asset => asset.InUse && asset.Personas.Contains(cell.PersonaKey) && asset.Stages.Contains(cell.Stage.Key)).ToList();
                var asked = cell.PersonaKey == "ops" && cell.Stage.Key == "awareness" ? cell.Stage.Questions.Append("Who else has this?") : cell.Stage.Questions;
                Assert.Equal(here.Count, cell.Assets);
                Assert.Equal(asked.Count(question => here.Exists(asset => asset.Answers.Contains(question))), cell.Answered);
                Assert.Equal(asked.Count(), cell.Questions);
                Assert.Equal(leads.Count(one => Personas[one % 3] == cell.PersonaKey && Stages[one % 6] == cell.Stage.Key), cell.Leads);
                Assert.Equal(here.Count > 0 && here.TrueForAll(asset => asset.Orientation == Orientation.Company
                    || (asset.Orientation == Orientation.Product && cell.Stage.Position < 2)), cell.OnlyAboutUs);
            }

            Assert.Equal(coverage.Cells.Where(cell => cell.Assets == 0 || cell.OnlyAboutUs || cell.Answered < cell.Questions).ToHashSet(), coverage.Gaps.ToHashSet());
            Assert.Equal(coverage.Gaps.Select(gap => gap.Cost).OrderDescending(), coverage.Gaps.Select(gap => gap.Cost));
        }));

    [Fact]
    public void WhenLeadsMoveInAnyOrder_ThenTheMaintainedCountsEqualARecount() =>
        Check.One(Trials.Of(100), Prop.ForAll<byte[]>(tape =>
        {
            var counts = new LeadCounts();
            var leads = new Dictionary<int, (string? Persona, string? Stage)>();
            var edits = new Tape(tape);
            while (!edits.Ended)
            {
                var lead = edits.Next(8);
                var place = (edits.Next(4) is var p && p < 3 ? Personas[p] : null, edits.Next(7) is var s && s < 6 ? Stages[s] : null);
                if (!leads.TryGetValue(lead, out var from)) counts.Add(place.Item1, place.Item2);
                else if (edits.Next(5) == 0)
                {
                    counts.Add(from.Persona, from.Stage, -1);
                    leads.Remove(lead);
                    continue;
                }
                else counts.Move(from, place);
                leads[lead] = place;
            }

            var recount = leads.Values.Where(at => at.Persona is not null && at.Stage is not null).GroupBy(at => (at.Persona!, at.Stage!), (at, all) => (at.Item1, at.Item2, all.Count()));
            Assert.Equal(recount.Order(), counts.Cells.Order());
        }));

    [Fact]
    public void WhenALeadReceivesAnything_ThenEveryBreakCanBeCheckedFromTheDataItNames() =>
        Check.One(Trials.Of(300), Prop.ForAll<byte[]>(bytes =>
        {
            var tape = new Tape(bytes);
            var story = StoryGiven.Story();
            var assets = Assets(tape);
            if (assets.Count == 0) return;
            var received = new List<Received>();
            while (!tape.Ended)
                received.Add(new(StoryGiven.Now + Duration.FromHours(tape.Next(200)), assets[tape.Next(assets.Count)], tape.Next(2) == 0 ? Function.Sales : null,
                    tape.Next(2) == 0 ? "sam" : null, tape.Next(3) == 0 ? Stages[tape.Next(5)] : null));

            foreach (var one in story.BreaksFor(received)) Verify(one, story, received);
            Assert.Equal(received.OrderBy(step => step.At), story.StepsOf(received).Select(step => step.Received));
        }));

    private static void Verify(StoryBreak one, ContentStory story, List<Received> received)
    {
        var (step, asset) = (one.Step!, one.Asset!);
        Assert.Contains(step, received);
        Assert.Contains(asset.Title, one.Why, StringComparison.Ordinal);
        if (step.RepKey is { } rep) Assert.Contains(rep, one.Why, StringComparison.Ordinal);
        int At(string stage) => Journey.Default.IndexOf(stage);
        var known = asset.Stages.Where(stage => At(stage) >= 0).ToList();
        switch (one.Kind)
        {
            case StoryBreakKind.Repeats:
                Assert.Equal(asset.Id, one.Earlier!.Asset.Id);
                Assert.Contains(one.Earlier, received);
                Assert.True(one.Earlier.At <= step.At);
                break;
            case StoryBreakKind.Restarts:
                Assert.Contains(one.Earlier!, received);
                Assert.True(one.Earlier!.At <= step.At);
                Assert.Contains(one.Earlier.Asset.Stages, stage => At(stage) > known.Max(At));
                break;
            case StoryBreakKind.SkipsAhead:
                Assert.NotEmpty(one.Skipped);
                Assert.All(one.Skipped, stage => Assert.True(At(stage) < known.Min(At) && story.ChapterOf(stage) is not null));
                Assert.DoesNotContain(received, other => other != step && other.At < step.At && other.Asset.IsFor("ops") && other.Asset.Themes.Contains("sleep")
                    && one.Skipped.Any(other.Asset.IsForStage));
                break;
            case StoryBreakKind.WrongPersona:
                Assert.DoesNotContain("ops", asset.Personas);
                Assert.NotEmpty(asset.Personas);
                break;
            case StoryBreakKind.OffStory:
                Assert.True(asset.Personas.Count == 0 || !asset.Stages.Any(stage => story.ChapterOf(stage) is not null) || !asset.Themes.Contains("sleep"));
                Assert.False(asset.Personas.Count > 0 && !asset.IsFor("ops"));
                break;
            case StoryBreakKind.AboutUs:
                Assert.Contains(asset.Orientation, new Orientation?[] { Orientation.Company, Orientation.Product });
                break;
            default: throw new InvalidOperationException($"{one.Kind} is no break of what was received.");
        }
    }

    private static List<ContentAsset> Assets(Tape tape)
    {
        var assets = new List<ContentAsset>();
        for (var count = tape.Next(12); count > 0; count--)
        {
            var asset = StoryGiven.Asset(
                $"asset {count}", Some(tape, Stages), Some(tape, Personas), tape.Next(4) == 0 ? "football" : "sleep",
                tape.Next(5) is var orientation && orientation < 4 ? (Orientation)orientation : null, Some(tape, Questions)?.Split('|') ?? []);
            if (tape.Next(8) == 0) asset.Retire("old", StoryGiven.Now);
            assets.Add(asset);
        }

        return assets;
    }

    private static string? Some(Tape tape, string[] of) =>
        string.Join('|', Enumerable.Range(0, tape.Next(3)).Select(_ => of[tape.Next(of.Length)])) is { Length: > 0 } some ? some : null;

    private sealed class Tape(byte[] bytes)
    {
        private int position;

        public bool Ended => position >= bytes.Length;

        public int Next(int below) => Ended ? 0 : bytes[position++] % below;
    }
}

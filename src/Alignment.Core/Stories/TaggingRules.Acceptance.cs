namespace Alignment.Core.Stories;

public sealed partial class TaggingRules
{
    /// <summary>How many assets tags are accepted for at once.</summary>
    public const int MostAssets = 5_000;

    /// <summary>Accepts what the rules propose at this moment: every proposed tag that is meant, or none. Dismissed tags stay dismissed. Where rules
    /// disagree about what an asset turns on, the first rule is followed. A theme that is accepted may make other rules propose more, which the
    /// next acceptance takes. Accepting again changes nothing.</summary>
    /// <param name="assets">The content, at most <see cref="MostAssets"/>; all that the selection names. What was retired is passed over, unless it is named.</param>
    /// <param name="selection">Which of the proposed tags.</param>
    /// <returns>The assets that changed, with what they were tagged; or every reason why nothing was changed.</returns>
    public Result<IReadOnlyList<AcceptedTags>> Accept(IReadOnlyList<ContentAsset> assets, TagSelection selection)
    {
        ArgumentNullException.ThrowIfNull(assets);
        ArgumentNullException.ThrowIfNull(selection);
        var faults = new List<Refusal>();
        if (Rules.Count == 0) faults.Add(new Refusal(RefusalCode.WrongState, "There are no tagging rules, so nothing is proposed; write rules first."));
        var meant = Only(selection.RuleKeys, faults);
        meant.RequireProposed(TagDimension.Persona, selection.PersonaKeys, "personaKeys", faults);
        meant.RequireProposed(TagDimension.Stage, selection.StageKeys, "stageKeys", faults);
        RequireInUse(assets, selection.AssetIds, faults);
        if (assets.Count > MostAssets)
            faults.Add(new Refusal(RefusalCode.Validation, $"Tags are accepted for at most {MostAssets} assets at once, and here are more; name some of them, part after part.", "assetIds"));
        if (faults.Count > 0) return faults;

        var named = selection.AssetIds?.ToHashSet();
        var accepted = new List<AcceptedTags>();
        foreach (var asset in assets.Where(asset => asset.InUse && named?.Contains(asset.Id) != false))
        {
            var tags = meant.Suggest(asset).Where(selection.Means).ToList();
            var orientations = tags.Where(tag => tag.Dimension == TagDimension.Orientation).Skip(1).ToList();
            tags.RemoveAll(orientations.Contains);
            if (tags.Count == 0) continue;
            accepted.Add(new AcceptedTags(asset, tags));
            faults.AddRange(asset.WhyNotAccept(tags));
        }

        if (faults.Count > 0) return faults;
        foreach (var (asset, tags) in accepted) asset.Accept(tags);
        return Result.Success<IReadOnlyList<AcceptedTags>>(accepted);
    }

    private TaggingRules Only(IReadOnlyList<string>? keys, List<Refusal> faults)
    {
        if (keys is null) return this;
        RequireOne(keys.Count, "ruleKeys", faults);
        for (var index = 0; index < keys.Count; index++)
            if (!Rules.Any(rule => rule.Key == keys[index])) faults.Add(NotFound($"There is no tagging rule \"{JsonObjectReader.Echo(keys[index])}\".", "ruleKeys", index));
        return new TaggingRules([.. Rules.Where(rule => keys.Contains(rule.Key))]);
    }

    private void RequireProposed(TagDimension dimension, IReadOnlyList<string>? keys, string path, List<Refusal> faults)
    {
        if (keys is null) return;
        RequireOne(keys.Count, path, faults);
        var proposed = Rules.SelectMany(rule => rule.Proposes()).Where(tag => tag.Dimension == dimension).Select(tag => tag.Value).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < keys.Count; index++)
            if (!proposed.Contains(keys[index]))
                faults.Add(NotFound($"None of the rules proposes the {(dimension == TagDimension.Stage ? "stage" : "persona")} \"{JsonObjectReader.Echo(keys[index])}\".", path, index));
    }

    private static void RequireInUse(IReadOnlyList<ContentAsset> assets, IReadOnlyList<ContentAssetId>? ids, List<Refusal> faults)
    {
        if (ids is null) return;
        RequireOne(ids.Count, "assetIds", faults);
        if (ids.Count > MostAssets) return;
        var known = assets.ToDictionary(asset => asset.Id);
        for (var index = 0; index < ids.Count; index++)
        {
            if (!known.TryGetValue(ids[index], out var asset)) faults.Add(NotFound("There is no such content.", "assetIds", index));
            else if (!asset.InUse) faults.Add(new Refusal(RefusalCode.WrongState, $"The content was retired: {asset.RetiredBecause}", "assetIds", At(index)));
        }
    }

    private static void RequireOne(int count, string path, List<Refusal> faults)
    {
        if (count == 0) faults.Add(new Refusal(RefusalCode.Validation, "The list is empty, which would mean nothing; name at least one, or leave the list out.", path));
    }

    private static Refusal NotFound(string message, string path, int index) => new(RefusalCode.NotFound, message, path, At(index));

    private static string At(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

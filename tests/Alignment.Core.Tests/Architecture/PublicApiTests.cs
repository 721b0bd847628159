using System.Text;
using Alignment.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Alignment.Core.Tests.Architecture;

/// <summary>What the package promises to those who reference it is an approved file: any change of it shows as a difference to be read.</summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat AsWritten = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Fact]
    public void WhatThePackagePromises_IsWhatWasApproved() => Render(Core()).MatchSnapshot("Alignment.Core");

    private static IAssemblySymbol Core()
    {
        var runtime = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var core = MetadataReference.CreateFromFile(typeof(Refusal).Assembly.Location);
        var compilation = CSharpCompilation.Create("reader", references: [.. runtime.Where(reference => reference.FilePath != core.FilePath), core]);
        return (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(core)!;
    }

    private static string Render(IAssemblySymbol assembly)
    {
        var text = new StringBuilder();
        foreach (var space in Spaces(assembly.GlobalNamespace).OrderBy(space => space.ToDisplayString(), StringComparer.Ordinal))
        {
            text.Append('\n').Append("namespace ").Append(space.ToDisplayString()).Append('\n');
            foreach (var type in space.GetTypeMembers().Where(IsPromised).OrderBy(type => type.MetadataName, StringComparer.Ordinal))
                Render(type, text, "  ");
        }
        return text.ToString().TrimStart('\n');
    }

    private static IEnumerable<INamespaceSymbol> Spaces(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(Spaces).Concat(space.GetTypeMembers().Any(IsPromised) ? [space] : []);

    private static void Render(INamedTypeSymbol type, StringBuilder text, string indent)
    {
        var kind = (type.IsAbstract && type.TypeKind == TypeKind.Class && !type.IsStatic ? "abstract " : "")
            + (type.IsStatic ? "static " : "") + (type.IsSealed && type.TypeKind == TypeKind.Class && !type.IsStatic ? "sealed " : "");
        var bases = new[] { type.BaseType }.OfType<INamedTypeSymbol>().Where(known => known.SpecialType == SpecialType.None).Concat(type.Interfaces)
            .Where(known => !known.Name.StartsWith("IEquatable", StringComparison.Ordinal) || !type.IsRecord)
            .Select(known => known.ToDisplayString(AsWritten.WithKindOptions(SymbolDisplayKindOptions.None))).ToList();
        text.Append(indent).Append(kind).Append(type.ToDisplayString(AsWritten)).Append(bases.Count == 0 ? "" : " : " + string.Join(", ", bases)).Append('\n');

        foreach (var line in type.GetMembers().Where(member => member is not INamedTypeSymbol && IsWritten(member)).Select(member => member.ToDisplayString(AsWritten))
            .Order(StringComparer.Ordinal))
            text.Append(indent).Append("  ").Append(line).Append('\n');
        foreach (var nested in type.GetTypeMembers().Where(IsPromised).OrderBy(nested => nested.MetadataName, StringComparer.Ordinal))
            Render(nested, text, indent + "  ");
    }

    private static bool IsPromised(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    // What the compiler adds to every record, enumeration and property says nothing that the declaration does not.
    private static bool IsWritten(ISymbol member) => IsPromised(member) && !member.IsImplicitlyDeclared
        && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute" && member is IMethodSymbol);
}

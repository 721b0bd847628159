namespace Alignment.GraphQL.Types;

/// <summary>Questions that validation and execution ask of any type.</summary>
public static class TypeExtensions
{
    /// <summary>Whether null is excluded.</summary>
    public static bool IsNonNullType(this IType type) => type is NonNullType;

    /// <summary>Whether it is a list, null excluded or not.</summary>
    public static bool IsListType(this IType type) => type.NullableType() is ListType;

    /// <summary>The type with null: itself, or what a <see cref="NonNullType"/> wraps.</summary>
    public static IType NullableType(this IType type) => type is NonNullType nonNull ? nonNull.NullableType : type;

    /// <summary>The named type inside all wrappers.</summary>
    public static NamedType NamedType(this IType type)
    {
        while (true)
        {
            switch (type)
            {
                case NonNullType nonNull:
                    type = nonNull.NullableType;
                    break;
                case ListType list:
                    type = list.ElementType;
                    break;
                default:
                    return (NamedType)type;
            }
        }
    }

    /// <summary>Whether a variable, an argument or an input field may have it: scalars, enums, input objects, and wrappers of them.</summary>
    public static bool IsInputType(this IType type) => type.NamedType().Kind is TypeKind.Scalar or TypeKind.Enum or TypeKind.InputObject;

    /// <summary>Whether a field may return it: all named types but input objects, and wrappers of them.</summary>
    public static bool IsOutputType(this IType type) => type.NamedType().Kind is not TypeKind.InputObject;

    /// <summary>Whether the type itself (not what it wraps) is a scalar or an enum.</summary>
    public static bool IsLeafType(this IType type) => type.Kind is TypeKind.Scalar or TypeKind.Enum;

    /// <summary>Whether the type itself is an object, an interface or a union.</summary>
    public static bool IsCompositeType(this IType type) => type.Kind is TypeKind.Object or TypeKind.Interface or TypeKind.Union;

    /// <summary>Whether the type itself is an interface or a union.</summary>
    public static bool IsAbstractType(this IType type) => type.Kind is TypeKind.Interface or TypeKind.Union;

    /// <summary>Whether two types are written alike.</summary>
    public static bool IsEqualTo(this IType type, IType other) => (type, other) switch
    {
        (NonNullType a, NonNullType b) => a.NullableType.IsEqualTo(b.NullableType),
        (ListType a, ListType b) => a.ElementType.IsEqualTo(b.ElementType),
        _ => ReferenceEquals(type, other),
    };
}

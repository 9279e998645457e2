using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Shipkeeper.Tests.Architecture;

/// <summary>Which types a type uses: in its signatures, its fields, and the code of its methods, lambdas and state machines included.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private static readonly ConcurrentDictionary<Type, IReadOnlySet<Type>> Known = new();

    /// <summary>The types that people wrote: nested and generated ones count as part of them.</summary>
    public static IReadOnlyList<Type> WrittenIn(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.DeclaringType is null && !IsGenerated(type))];

    public static IReadOnlySet<Type> Of(Type type) => Known.GetOrAdd(type, Find);

    /// <summary>The type in whose file it stands.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.Contains('<') || type.Namespace is null || type.Namespace.StartsWith("System", StringComparison.Ordinal) || type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal);

    private static HashSet<Type> Find(Type type) => WithNested(type).SelectMany(Direct).SelectMany(Parts).Select(Outermost).Where(used => used != type).ToHashSet();

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(Declared).SelectMany(WithNested).Prepend(type);

    private static IEnumerable<Type> Direct(Type type)
    {
        var methods = type.GetMembers(Declared).OfType<MethodBase>().ToList();
        return
        [
            .. new[] { type.BaseType }.OfType<Type>(),
            .. type.GetInterfaces(),
            .. type.GetFields(Declared).Select(field => field.FieldType),
            .. methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType),
            .. methods.OfType<MethodInfo>().Select(method => method.ReturnType),
            .. methods.SelectMany(InCode),
        ];
    }

    private static IEnumerable<Type> InCode(MethodBase method) => method.GetMethodBody() is { } body
        ? [.. body.LocalVariables.Select(local => local.LocalType), .. Tokens(body.GetILAsByteArray()!).SelectMany(token => Named(method, token))]
        : [];

    private static IEnumerable<Type> Named(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : [];
        var member = method.Module.ResolveMember(token, typeArguments, method.IsGenericMethod ? method.GetGenericArguments() : [])!;
        return member switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo called => [called.DeclaringType!, called.ReturnType, .. called.GetGenericArguments(), .. called.GetParameters().Select(parameter => parameter.ParameterType)],
            _ => [member.DeclaringType!],
        };
    }

    /// <summary>Metadata tokens of types and members; those of strings and signatures name no type.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += operation.OperandType is OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(code, at)) : SizeOf(operation.OperandType);
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    /// <summary>A list of steps uses lists and steps.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}

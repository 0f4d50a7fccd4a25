using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Switchboard.Calls;

namespace Switchboard.Tests.Interfaces;

/// <summary>
/// During a rolling upgrade nodes of two versions send each other messages, whose fields are numbered in the order in which they are written down. So what
/// <c>contracts.txt</c> holds stays as it is: a new field comes behind the others and may be missing, a new method or word behind the others as well.
/// </summary>
public sealed class WireTests
{
    private const string Recorded = "contracts.txt";

    [Fact]
    public void What_nodes_say_to_each_other_only_grows()
    {
        var recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, Recorded));
        var spoken = typeof(CallView).Assembly.GetTypes().Where(IsSpoken).Select(Describe).Order(StringComparer.Ordinal).ToList();

        foreach (var line in recorded)
            Assert.True(spoken.Exists(now => now == line || now.StartsWith(line + ", ", StringComparison.Ordinal)), $"A node of the version before does not understand this any more: {line}");
        var news = spoken.Except(recorded).ToList();
        Assert.True(news.Count == 0, $"Record these lines in tests/Grains.Interfaces/{Recorded}, in place of what they continue:\n{string.Join('\n', news)}");
    }

    private static bool IsSpoken(Type type) =>
        type.GetCustomAttribute<GenerateSerializerAttribute>() is not null || type.IsEnum || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    private static string Describe(Type type) => $"{type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName}: {string.Join(", ", Parts(type))}";

    private static IEnumerable<string> Parts(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        if (type.IsInterface)
            return type.GetMethods().OrderBy(method => method.MetadataToken).Select(method =>
                $"{method.GetCustomAttribute<AliasAttribute>()!.Alias}({string.Join(' ', method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))}) {NameOf(method.ReturnType)}");
        return Fields(type).Select(field => $"{NameOf(field.Type)} {field.Name}");
    }

    private static IEnumerable<(Type Type, string? Name)> Fields(Type message) =>
        message.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length) is { } primary && primary.GetParameters().Length > 0
            ? primary.GetParameters().Select(parameter => (parameter.ParameterType, parameter.Name))
            : message.GetProperties().Select(property => (property.PropertyType, (string?)property.Name));

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(' ', type.GenericTypeArguments.Select(NameOf))}>"
        : type.Name;
}

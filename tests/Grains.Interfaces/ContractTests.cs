using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Switchboard.Calls;

namespace Switchboard.Tests.Interfaces;

/// <summary>
/// What grains send each other may be handed over without a copy, and nodes of two versions must agree on its names: so contracts
/// are immutable, and everything bears an alias.
/// </summary>
public sealed class ContractTests
{
    private static readonly Assembly Contracts = typeof(CallView).Assembly;

    private static readonly HashSet<Type> Values =
        [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid)];

    public static TheoryData<Type> Messages => [.. Contracts.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    public static TheoryData<Type> GrainInterfaces => [.. Contracts.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_sealed_immutable_and_named(Type message)
    {
        Assert.True(message.IsSealed || message.IsValueType, $"{message} can be derived from");
        Assert.NotNull(message.GetCustomAttribute<AliasAttribute>());
        if (!message.IsValueType) Assert.NotNull(message.GetCustomAttribute<ImmutableAttribute>());
        foreach (var property in message.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Assert.True(IsInitOnly(property), $"{message.Name}.{property.Name} can be set");
        foreach (var field in message.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Assert.True(IsImmutable(field.FieldType), $"{message.Name} holds a {field.FieldType}, which can be changed");
    }

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void A_grain_interface_names_itself_and_its_methods_and_takes_only_immutable_arguments(Type grain)
    {
        Assert.NotNull(grain.GetCustomAttribute<AliasAttribute>());
        foreach (var method in grain.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            Assert.NotNull(method.GetCustomAttribute<AliasAttribute>());
            Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType), $"{grain.Name}.{method.Name} does not return a task");
            var passed = method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method.ReturnType.GenericTypeArguments);
            Assert.All(passed, type => Assert.True(IsImmutable(type), $"{grain.Name}.{method.Name} passes a {type}, which can be changed"));
        }
    }

    [Fact]
    public void No_two_contracts_have_the_same_name()
    {
        var aliases = Contracts.GetTypes().Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>().ToList();
        Assert.True(aliases.Count > 20);
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod is not { } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsImmutable(Type type) =>
        Values.Contains(type)
        || type.IsEnum
        || type.GetCustomAttribute<GenerateSerializerAttribute>() is not null
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var generic
            && (generic == typeof(ImmutableArray<>) || generic == typeof(Nullable<>))
            && type.GenericTypeArguments.All(IsImmutable));
}

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A test of the store that runs once for each database; where the database is not there it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Switchboard.Tests.Grains.Storage.StoreFactDiscoverer", "Switchboard.Grains.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Marks the test classes that need a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : Attribute;

public sealed class StoreFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new StoreTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("Called by the deserializer.", error: true)]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? (TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any() && PostgresServer.ConnectionString is null
            ? $"{PostgresServer.Variable} is not set to the connection string of a PostgreSQL server where databases may be created."
            : null);
}

/// <summary>The server the tests may use, if any.</summary>
public static class PostgresServer
{
    public const string Variable = "SWITCHBOARD_TEST_POSTGRES";

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;
}

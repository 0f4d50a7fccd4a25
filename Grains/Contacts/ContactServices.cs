using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Contacts;

/// <summary>Puts the contact books into a node.</summary>
public static class ContactServices
{
    /// <summary>Registers the register.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services) => services.AddSingleton<ContactRegister>();
}

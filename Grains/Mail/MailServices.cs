using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Mail;

/// <summary>Puts the sending of mails into a node.</summary>
public static class MailServices
{
    /// <summary>Registers the mailer. Reads <c>Mail:Smtp</c> and <c>Mail:From</c>.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(MailOptions.Read(configuration))
        .AddSingleton<Mailer>();
}

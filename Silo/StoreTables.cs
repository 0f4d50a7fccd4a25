using Switchboard.Agents;
using Switchboard.Approvals;
using Switchboard.Approvals.Slack;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Events;
using Switchboard.Handoffs;
using Switchboard.Identity;
using Switchboard.Numbers;
using Switchboard.Objections;
using Switchboard.Onboarding;
using Switchboard.Payments;
using Switchboard.Silo.Hosting;
using Switchboard.Storage;
using Switchboard.Voices;
using Switchboard.Wallets;
using Switchboard.Webhooks;

namespace Switchboard.Silo;

/// <summary>Everything that the store holds, and the steps between its versions.</summary>
public static class StoreTables
{
    /// <summary>The model of the whole store.</summary>
    public static StoreModel Model { get; } = new(
    [
        CallTables.Calls, CallTables.Counts.Table, CallTables.Conversations,
        WalletTables.Wallets, WalletTables.Holds, WalletTables.Ledger,
        PaymentTables.Intents, PaymentTables.Events,
        NumberTables.Numbers,
        ApprovalTables.Approvals, SlackRegister.Table, ObjectionsMet.Table,
        EventTables.Events,
        .. WebhookTables.All,
        .. ContactTables.All,
        DncTables.Entries, DncTables.Removals, CooldownRegister.Table, ErasureTables.Erasures,
        CampaignTables.Campaigns, CampaignTables.RuleBooks, TargetTables.Targets, TargetTables.Uploads, TargetTables.RejectedRows, TargetTables.Decisions,
        TargetTables.Erased, RunTables.Runs, CampaignCallCounts.Table,
        ObjectionUsage.Table,
        AgentTables.Agents,
        .. SpeakerTables.All,
        HandoffTables.People, HandoffTables.Members,
        IdentityTables.Tenants, IdentityTables.Users, IdentityTables.EmailTokens, IdentityTables.EndedSessions, ApiKeyTables.Keys,
        .. OnboardingTables.All,
        .. HostTables.All,
    ]);
}

namespace Switchboard.Identity;

/// <summary>
/// What a caller may do, one set for all doors (contract, section 3). Each door prints and reads these under its own
/// names; see <see cref="PermissionNames"/>.
/// </summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read calls and their recordings.</summary>
    CallsRead = 1 << 0,

    /// <summary>Place, steer and end calls.</summary>
    CallsWrite = 1 << 1,

    /// <summary>Read contacts and their timelines.</summary>
    ContactsRead = 1 << 2,

    /// <summary>Create and change contacts.</summary>
    ContactsWrite = 1 << 3,

    /// <summary>Read campaigns, workflows and flows.</summary>
    CampaignsRead = 1 << 4,

    /// <summary>Create, change, run and stop campaigns.</summary>
    CampaignsWrite = 1 << 5,

    /// <summary>List webhook endpoints and their logs.</summary>
    WebhooksRead = 1 << 6,

    /// <summary>Register and remove webhook endpoints.</summary>
    WebhooksWrite = 1 << 7,

    /// <summary>Read the wallet and its ledger.</summary>
    BillingRead = 1 << 8,

    /// <summary>Pay into the wallet and set it up.</summary>
    BillingWrite = 1 << 9,

    /// <summary>Read the tenant's numbers.</summary>
    NumbersRead = 1 << 10,

    /// <summary>Buy and import numbers.</summary>
    NumbersWrite = 1 << 11,

    /// <summary>Read do-not-call lists and attestations.</summary>
    ComplianceRead = 1 << 12,

    /// <summary>Change do-not-call lists.</summary>
    ComplianceWrite = 1 << 13,

    /// <summary>Read voice agents, samples and models.</summary>
    AgentsRead = 1 << 14,

    /// <summary>Create and change voice agents and models.</summary>
    AgentsWrite = 1 << 15,

    /// <summary>Read the queue of approvals.</summary>
    ApprovalsRead = 1 << 16,

    /// <summary>Decide approvals.</summary>
    ApprovalsWrite = 1 << 17,

    /// <summary>Destructive routes, and the minting of keys by keys.</summary>
    Admin = 1 << 18,

    /// <summary>Every <c>:read</c>; CallFunnel's scope <c>read</c>.</summary>
    AllRead = CallsRead | ContactsRead | CampaignsRead | WebhooksRead | BillingRead | NumbersRead | ComplianceRead
        | AgentsRead | ApprovalsRead,

    /// <summary>Every <c>:read</c> and <c>:write</c>; CallFunnel's scope <c>write</c>.</summary>
    AllWrite = AllRead | CallsWrite | ContactsWrite | CampaignsWrite | WebhooksWrite | BillingWrite | NumbersWrite
        | ComplianceWrite | AgentsWrite | ApprovalsWrite,

    /// <summary>All there is; CallFunnel's scope <c>admin</c>, and a logged-in owner.</summary>
    All = AllWrite | Admin,
}

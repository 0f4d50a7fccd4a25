namespace Switchboard.Compliance;

/// <summary>The note of a number's last call by a campaign.</summary>
/// <param name="CampaignId">The campaign that called.</param>
/// <param name="CalledAt">When it decided to.</param>
public sealed record CampaignCall(string CampaignId, DateTimeOffset CalledAt);

/// <summary>A change of the note of a number's last call.</summary>
/// <param name="Phone">The number, E.164.</param>
/// <param name="From">The note as it was read, which must still be so; null: there was none.</param>
/// <param name="To">The note as it is to be.</param>
/// <param name="IsRequired">Whether the whole transaction fails when the note is not as it was read; else the note just stays as it is.</param>
public sealed record CampaignCallChange(string Phone, CampaignCall? From, CampaignCall To, bool IsRequired);

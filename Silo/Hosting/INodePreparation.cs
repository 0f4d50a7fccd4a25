namespace Switchboard.Silo.Hosting;

/// <summary>Something that must be in place before the grain host starts, and that an operator can put right when it is not.</summary>
internal interface INodePreparation
{
    /// <summary>Puts it in place. Several nodes may do so at the same time, and one may do so again.</summary>
    /// <exception cref="Storage.StoreException">The store does not allow it.</exception>
    /// <exception cref="Settings.InvalidSettingException">A setting is in the way.</exception>
    void Prepare();
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace HelpDesk.Web.Wiring;

/// <summary>Keys as files, each on the disk before anything is sealed with it: an empty one, as a power cut leaves it, would keep the desk from starting.</summary>
internal sealed class SyncedKeys(DirectoryInfo directory, ILoggerFactory logs) : FileSystemXmlRepository(directory, logs)
{
    public override void StoreElement(XElement element, string friendlyName)
    {
        var place = Path.Combine(Directory.FullName, $"{friendlyName}.xml");
        var unfinished = $"{place}.tmp";
        using (var file = File.Create(unfinished))
        {
            element.Save(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, place, overwrite: true);
    }
}

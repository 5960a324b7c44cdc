namespace HelpDesk.Web;

/// <summary>The one list of our sentences: Texts.resx beside this file, whose keys are the English ones; Texts.de.resx would be German.</summary>
public sealed class Texts;

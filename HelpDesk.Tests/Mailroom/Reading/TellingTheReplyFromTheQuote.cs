using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>Carl answers from many programs, in many languages.</summary>
public sealed class TellingTheReplyFromTheQuote
{
    private static void Shows(string expected, string mail) => Assert.Equal(expected, VisibleReplies.Of(mail, null).Visible);

    [Theory]
    [InlineData("On Tue, Mar 3, 2026 at 4:05 PM Sasha <sasha@desk.example> wrote:")]
    [InlineData("Am Di., 3. März 2026 um 16:05 Uhr schrieb Sasha <sasha@desk.example>:")]
    [InlineData("Am 03.03.26 um 16:05 schrieb Sasha:")]
    [InlineData("Le mar. 3 mars 2026 à 16:05, Sasha <sasha@desk.example> a écrit :")]
    [InlineData("El mar, 3 mar 2026 a las 16:05, Sasha (<sasha@desk.example>) escribió:")]
    [InlineData("Il giorno mar 3 mar 2026 alle ore 16:05 Sasha <sasha@desk.example> ha scritto:")]
    [InlineData("Em ter., 3 de mar. de 2026 às 16:05, Sasha <sasha@desk.example> escreveu:")]
    [InlineData("Op di 3 mrt 2026 om 16:05 schreef Sasha <sasha@desk.example>:")]
    [InlineData("wt., 3 mar 2026 o 16:05 Sasha <sasha@desk.example> napisał(a):")]
    [InlineData("вт, 3 мар. 2026 г. в 16:05, Sasha <sasha@desk.example>:")]
    [InlineData("вт, 3 бер. 2026 р. о 16:05 Sasha <sasha@desk.example> пише:")]
    [InlineData("Den tis 3 mars 2026 kl 16:05 skrev Sasha <sasha@desk.example>:")]
    [InlineData("tir. 3. mar. 2026 kl. 16.05 skrev Sasha <sasha@desk.example>:")]
    [InlineData("ti 3. maalisk. 2026 klo 16.05 Sasha (sasha@desk.example) kirjoitti:")]
    [InlineData("út 3. 3. 2026 v 16:05 odesílatel Sasha <sasha@desk.example> napsal:")]
    [InlineData("ut 3. 3. 2026 o 16:05 Sasha <sasha@desk.example> napísal(a):")]
    [InlineData("Sasha <sasha@desk.example> ezt írta (időpont: 2026. márc. 3., K, 16:05):")]
    [InlineData("În mar., 3 mar. 2026 la 16:05, Sasha <sasha@desk.example> a scris:")]
    [InlineData("Sasha <sasha@desk.example>, 3 Mar 2026 Sal, 16:05 tarihinde şunu yazdı:")]
    [InlineData("Στις Τρί 3 Μαρ 2026 στις 4:05 μ.μ., ο χρήστης Sasha <sasha@desk.example> έγραψε:")]
    [InlineData("Sasha <sasha@desk.example> 于2026年3月3日周二 16:05写道：")]
    [InlineData("2026年3月3日(火) 16:05 Sasha <sasha@desk.example>:")]
    [InlineData("2026년 3월 3일 (화) 오후 4:05, Sasha <sasha@desk.example>님이 작성:")]
    [InlineData("في الثلاثاء، ٣ مارس ٢٠٢٦ في ٤:٠٥ م تمت كتابة ما يلي بواسطة Sasha <sasha@desk.example>:")]
    [InlineData("\u202Bבתאריך יום ג׳, 3 במרץ 2026 ב-16:05 מאת \u202ASasha\u202C\u200F <\u202Asasha@desk.example\u202C\u200F>:\u202C")]
    [InlineData("Vào 16:05 Th 3, 3 thg 3, 2026 Sasha <sasha@desk.example> đã viết:")]
    [InlineData("On Tue, Mar 3, 2026 at 4:05 PM Sasha\n<sasha@desk.example> wrote:")]
    [InlineData("On Tuesday, 3 March 2026,\nat 16:05,\nSasha Summers of the Desk\n<sasha@desk.example> wrote:")]
    [InlineData("Am Dienstag, dem 03. März 2026 um 16:05 schrieb Sasha\n<sasha@desk.example>:")]
    [InlineData("-----Original Message-----")]
    [InlineData("-----Ursprüngliche Nachricht-----\nVon: Sasha")]
    [InlineData("________________________________\nVon: Sasha <sasha@desk.example>\nGesendet: Dienstag, 3. März 2026 16:05\nAn: Carl\nBetreff: Re: Drucker")]
    [InlineData("*From:* Sasha <sasha@desk.example>\n*Sent:* Tuesday, March 3, 2026 4:05 PM\n*To:* Carl\n*Subject:* Printer")]
    [InlineData("De: Sasha <sasha@desk.example>\nEnviado el: martes, 3 de marzo de 2026 16:05\nPara: Carl\nAsunto: Impresora")]
    [InlineData("Från: Sasha <sasha@desk.example>\nSkickat: den 3 mars 2026 16:05\nTill: Carl\nÄmne: Skrivare")]
    [InlineData("发件人: Sasha <sasha@desk.example>\n发送时间: 2026年3月3日 16:05\n收件人: Carl\n主题: 打印机")]
    [InlineData("差出人: Sasha <sasha@desk.example>\n送信日時: 2026年3月3日 16:05\n宛先: Carl\n件名: プリンター")]
    [InlineData("Sent from my iPhone\n\nOn 3 Mar 2026, at 16:05, Sasha <sasha@desk.example> wrote:")]
    [InlineData("Von meinem iPhone gesendet\n\nAm 03.03.2026 um 16:05 schrieb Sasha <sasha@desk.example>:")]
    [InlineData("Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Sasha <sasha@desk.example>\nSent: Tuesday\nTo: Carl")]
    [InlineData("##- Please type your reply above this line -##")]
    [InlineData("-- Reply above this line --")]
    public void An_attribution_ends_what_Carl_wrote(string attribution)
    {
        Shows("It still blinks.\n\nCarl", $"It still blinks.\n\nCarl\n\n{attribution}\n\nWhich lamp do you see?\nPlease tell me.\n");
        Shows("It still blinks.", $"It still blinks.\n\n{attribution}\n> Which lamp do you see?\n> Please tell me.\n");
    }

    [Theory]
    [InlineData("-- \nCarl Customer\nPurchasing")]
    [InlineData("--\nCarl Customer")]
    [InlineData("Sent from my Verizon BlackBerry")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Verstuurd vanaf mijn iPhone")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("iPhoneから送信")]
    [InlineData("发自我的 iPhone")]
    [InlineData("_______________________________________________\nprinters mailing list\nhttps://lists.example/printers")]
    public void A_sure_signature_is_left_out(string signature) => Shows("It still blinks.", $"It still blinks.\n\n{signature}\n");

    [Fact]
    public void What_is_left_out_is_one_click_away()
    {
        var reply = VisibleReplies.Of("Yes.\n\nOn 3 Mar 2026, at 16:05, Sasha <sasha@desk.example> wrote:\n> Shall I?\n", null);
        Assert.Equal("Yes.", reply.Visible);
        Assert.Equal("On 3 Mar 2026, at 16:05, Sasha <sasha@desk.example> wrote:\n> Shall I?", reply.Elided);
    }

    [Fact]
    public void An_answer_below_the_quote_is_shown() =>
        Shows("The red one.", "On 3 Mar 2026, at 16:05, Sasha <sasha@desk.example> wrote:\n> Which lamp?\n> Please tell me.\n\nThe red one.\n");

    [Fact]
    public void Text_and_marks_of_HTML_stand_in_where_the_plain_text_shows_no_quote()
    {
        var reply = VisibleReplies.Of("Yes.\n\nSasha skribis: Shall I?", "<div>Yes.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">Sasha skribis:</div>Shall I?</div>");
        Assert.Equal("Yes.", reply.Visible);
    }

    [Theory]
    [InlineData("<div>Yes.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">Sasha</div><div>Shall I?</div>")]
    [InlineData("Yes.<div class=\"moz-cite-prefix\">Sasha skribis:</div><blockquote type=\"cite\">Shall I?</blockquote>")]
    [InlineData("Yes.<div class=\"yahoo_quoted\">Shall I?</div>")]
    [InlineData("Yes.<div class=\"protonmail_quote\">Shall I?</div>")]
    [InlineData("Yes.<div class=\"gmail_signature\">Carl, Purchasing</div>")]
    public void Marks_in_HTML_end_what_Carl_wrote(string html) => Assert.Equal("Yes.", VisibleReplies.Of(null, html).Visible);
}

using System.Collections.Frozen;

namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>What mail programs put around a quote, by language: en de fr es it pt nl pl ru uk sv da no fi cs sk hu ro tr el zh ja ko ar he vi and some more. All in lower case.</summary>
internal static class Phrases
{
    /// <summary>The words before the date of an attribution: "On Tue, …", "Am 3. April …".</summary>
    public static readonly string[] Leads =
    [
        "on", "am", "le", "el", "il", "in data", "em", "no dia", "op", "w dniu", "dnia", "den", "på", "kl.", "dne", "dňa", "dana", "în", "în data", "la data", "pe data", "στις", "την", "vào", "vào lúc", "ngày", "pada", "на",
        "tarih", "в", "у", "від", "a(z)", "在", "于", "於", "في", "بتاريخ", "ב", "בתאריך", "il giorno",
    ];

    /// <summary>That somebody wrote.</summary>
    public static readonly string[] Wrote =
    [
        "wrote", "writes", "schrieb", "geschrieben", "a écrit", "ecrit", "écrit", "escribió", "escribio", "ha scritto", "scritto", "scrive", "escreveu", "schreef", "geschreven", "napisał", "napisała", "pisze",
        "пишет", "написал", "писал", "пише", "написав", "написа", "skrev", "skreiv", "kirjoitti", "napsal", "napísal", "napisal", "piše", "a írta", "ezt írta", "írta", "a scris", "yazdı", "şunları yazdı", "έγραψε",
        "写道", "寫道", "书写", "のメール", "書きました", "님이 작성", "작성:", "كتب", "כתב", "כתבה", "đã viết", "menulis", "va escriure", "kirjutas", "rašė", "rakstīja", "เขียนว่า", "quoting", "zitat von", "citando", "quota",
    ];

    /// <summary>A weekday at the start of a line may lead an attribution that has no other lead.</summary>
    public static readonly string[] Weekdays =
    [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo.", "di.", "mi.", "do.", "fr.", "sa.", "so.", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom", "gio", "sab", "seg", "ter", "qua", "qui", "sex",
        "ma ", "di ", "wo ", "do ", "vr ", "za ", "zo ", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "ons", "tors", "fre", "lør", "lör", "søn", "sön", "po ", "út", "st ", "čt", "pá", "so ", "ne ",
        "joi", "vin", "sâm", "pzt", "sal", "çar", "per", "cum", "cmt", "paz", "δευ", "τρί", "τετ", "πέμ", "παρ", "σάβ", "κυρ",
    ];

    /// <summary>The labels of the header that a program copies above a quote.</summary>
    public static readonly FrozenDictionary<string, HeaderField> Headers = Labels(
        (HeaderField.From, "from|von|de|da|van|od|от|кого|від|från|fra|lähettäjä|feladó|din|de la|kimden|gönderen|από|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من|מאת|từ|người gửi|dari|expéditeur|remitente|mittente|remetente|afzender|nadawca|отправитель|відправник|odesílatel|odosielateľ|expeditor"),
        (HeaderField.Date, "date|sent|datum|gesendet|envoyé|envoyé le|message du|fecha|enviado|enviado el|enviada em|enviado em|enviada|data|inviato|data invio|verzonden|verzonden op|wysłano|wysłane|data wysłania|дата|отправлено|надіслано|дата відправлення|skickat|skickat den|sendt|dato|lähetetty|päivämäärä|päiväys|odesláno|odoslané|dátum|elküldve|küldve|trimis|trimis la|gönderme tarihi|gönderildi|tarih|gönderim tarihi|ημερομηνία|στάλθηκε|εστάλη|发送时间|发送日期|日期|時間|时间|寄件日期|傳送時間|送信日時|日時|日付|보낸 날짜|보낸 시간|날짜|التاريخ|تم الإرسال|أرسلت|תאריך|נשלח|ngày|đã gửi|tanggal"),
        (HeaderField.To, "to|an|à|a|para|aan|naar|do|кому|komu|till|til|vastaanottaja|címzett|către|catre|kime|alıcı|προς|收件人|收件者|宛先|받는 사람|받는사람|إلى|אל|đến|tới|kepada|destinataire|destinatario|destinatário"),
        (HeaderField.Copy, "cc|bcc|kopie|copie|copie à|copia|cópia|dw|копия|копія|kopia|kopi|kopio|másolat|másolatot kap|bilgi|κοιν|κοινοποίηση|抄送|副本|참조|نسخة|עותק|reply-to|antwort an|répondre à|responder a"),
        (HeaderField.Subject, "subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|temat|тема|ämne|emne|aihe|předmět|predmet|tárgy|subiect|konu|θέμα|主题|主旨|主題|件名|제목|الموضوع|נושא|chủ đề|tiêu đề|subjek|re"));

    /// <summary>Between rows of dashes: the message that is answered follows.</summary>
    public static readonly string[] OriginalMessage =
    [
        "original message", "original appointment", "reply message", "original mail", "original e-mail", "original email", "ursprüngliche nachricht", "ursprüngliche mail", "originalnachricht", "original-nachricht", "originale nachricht", "ursprünglicher termin",
        "message d'origine", "message original", "message initial", "mensaje original", "messaggio originale", "messaggio original", "mensagem original", "oorspronkelijk bericht", "oorspronkelijke bericht", "origineel bericht", "originele bericht",
        "oryginalna wiadomość", "wiadomość oryginalna", "исходное сообщение", "оригинальное сообщение", "исходное письмо", "вихідне повідомлення", "оригінальне повідомлення", "ursprungligt meddelande", "originalmeddelande", "ursprungligt e-postmeddelande",
        "oprindelig meddelelse", "original meddelelse", "opprinnelig melding", "original melding", "alkuperäinen viesti", "původní zpráva", "původní e-mail", "pôvodná správa", "eredeti üzenet", "mesaj original", "mesajul original", "orijinal mesaj", "özgün ileti", "orijinal ileti",
        "αρχικό μήνυμα", "原始邮件", "原始郵件", "原邮件", "原始信件", "元のメッセージ", "元のメール", "original message from", "원본 메시지", "원본 메일", "الرسالة الأصلية", "رسالة أصلية", "ההודעה המקורית", "הודעה מקורית", "thư gốc", "tin nhắn gốc", "pesan asli", "missatge original", "izvorna poruka",
    ];

    /// <summary>What the author passes on: it is what the mail is about.</summary>
    public static readonly string[] Forwarded =
    [
        "forwarded message", "forwarded by", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "weitergeleitete mail", "message transféré", "message transmis", "début du message transféré", "début du message réexpédié", "mensaje reenviado", "inicio del mensaje reenviado",
        "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada", "início da mensagem reencaminhada", "doorgestuurd bericht", "begin doorgestuurd bericht", "wiadomość przekazana", "przekazana wiadomość", "początek przekazywanej wiadomości", "пересылаемое сообщение", "перенаправленное сообщение",
        "начало переадресованного сообщения", "переслане повідомлення", "vidarebefordrat meddelande", "vidarebefordrat brev", "videresendt meddelelse", "videresendt besked", "videresendt melding", "start på videresendt besked", "välitetty viesti", "edelleenlähetetty viesti", "přeposlaná zpráva", "přeposlaný e-mail", "preposlaná správa", "továbbított üzenet", "mesaj redirecționat", "mesaj redirectionat",
        "iletilen mesaj", "yönlendirilen ileti", "iletilmiş ileti", "προωθημένο μήνυμα", "转发邮件", "转发的邮件", "轉寄郵件", "転送されたメッセージ", "転送メッセージ", "전달된 메시지", "الرسالة المعاد توجيهها", "رسالة محولة", "הודעה שהועברה", "thư đã chuyển tiếp", "tin nhắn được chuyển tiếp", "pesan terusan", "begin forwarded message",
    ];

    /// <summary>What help desks print above what they quote.</summary>
    public static readonly string[] ReplyAbove =
    [
        "reply above this line", "your reply above this line", "type your reply above", "reply above the line", "write above this line", "respond above this line", "reply above this text", "add your reply above", "please reply above this line", "replies below this line", "do not write below this line", "do not edit below this line",
        "oberhalb dieser zeile", "über dieser zeile", "über dieser linie", "au-dessus de cette ligne", "por encima de esta línea", "encima de esta línea", "sopra questa riga", "al di sopra di questa riga",
        "acima desta linha", "boven deze regel", "boven deze lijn", "powyżej tej linii", "nad tą linią", "выше этой строки", "вище цього рядка", "ovanför denna rad", "ovanför den här raden", "over denne linje", "over denne linjen", "tämän rivin yläpuolelle", "nad tento řádek", "nad tímto řádkem", "nad tento riadok", "e sor fölé", "a vonal fölé", "deasupra acestei linii",
        "bu satırın üzerine", "bu çizginin üstüne", "πάνω από αυτή τη γραμμή", "请在此行上方", "请在此线上方", "この行より上", "この線より上", "이 줄 위에", "فوق هذا السطر", "מעל שורה זו", "phía trên dòng này",
    ];

    /// <summary>How a program signs for its user, at the start of a line.</summary>
    public static readonly string[] SentFrom =
    [
        "sent from my ", "sent via ", "sent with ", "sent using ", "get outlook for ", "gesendet von ", "gesendet mit ", "von meinem ", "von unterwegs gesendet", "diese nachricht wurde von meinem ", "outlook für ", "envoyé de ", "envoyé depuis ", "envoyé à partir ", "télécharger outlook pour ", "obtenez outlook pour ", "enviado desde ", "obtener outlook para ", "inviato da ", "scarica outlook per ",
        "ottieni outlook per ", "enviado do ", "enviado a partir do ", "enviado de ", "obter o outlook para ", "verstuurd vanaf ", "verzonden vanaf ", "verzonden met ", "verzonden vanuit ", "outlook voor ", "download outlook voor ", "wysłane z ", "wysłano z ", "pobierz program outlook ", "отправлено с ", "отправлено из ", "надіслано з ", "відправлено з ", "skickat från ", "sendt fra ", "sendt via ", "hämta outlook för ", "hent outlook til ", "last ned outlook for ",
        "lähetetty ", "odesláno z ", "získat outlook pro ", "odoslané z ", "elküldve az ", "küldve: ", "trimis de pe ", "trimis din ", "στάλθηκε από ", "αποστολή από ", "发自我的", "从我的", "傳自我的", "從我的", "来自我的", "発信元", "나의 ", "أرسلت من ", "أُرسلت من ", "تم الإرسال من ", "נשלח מ", "được gửi từ ", "đã gửi từ ", "dikirim dari ", "enviat des ", "poslano z ",
    ];

    /// <summary>The same at the end of a line, where the language puts the verb last.</summary>
    public static readonly string[] SentFromEndings = [" gesendet", " geschickt", "から送信", "에서 보냄", "에서 보냈습니다", "'dan gönderildi", "'den gönderildi", "dan gönderildi", "den gönderildi", "-ról küldve", "-ről küldve", "ról küldve", " beziehen", " herunterladen"];

    private static FrozenDictionary<string, HeaderField> Labels(params (HeaderField Field, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split('|').Select(word => (word, row.Field))).DistinctBy(pair => pair.word).ToFrozenDictionary(pair => pair.word, pair => pair.Field, StringComparer.Ordinal);
}

internal enum HeaderField { From, Date, To, Copy, Subject }

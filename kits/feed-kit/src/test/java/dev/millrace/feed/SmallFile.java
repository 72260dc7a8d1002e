package dev.millrace.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.feed.PackedFiles.Packing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of a few records. Immutable. */
final class SmallFile {

    private static final String CSV = "id,name\n1,a\n2,\"b\r\n, c\"\n\n3,d\n4,\"\"\n";

    private static final String BATCH = """
            name: batch
            record:
              length: 8
              lines: auto
              switch:
                cases:
                  H: {name: head, needed: no-head, fields: [{len: 1}, {name: day, len: 6}]}
                  D: {name: detail, fields: [{len: 1}, {name: amount, len: 7, as: int64}]}
                  T:
                    name: tail
                    needed: no-tail
                    fields: [{len: 1}, {name: count, len: 2, as: int32}, {name: sum, len: 5, as: int64}]
                    checks: [{field: count, count: detail}, {field: sum, sum: amount, of: detail}]
            """;

    private static final String INTERCHANGE = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
            + "*250102*0304*^*00501*000000001*0*T*:~\nGS*PO*S*R*20250102*0304*1*X*005010~\n"
            + "ST*850*0001~\nBEG*00*SA*A**20250102~\nSE*3*0001~\n"
            + "ST*850*0002~\nBEG*00*SA*B**20250102~\nSE*9*0002~\n"
            + "ST*850*0003~\nBEG*00*SA*C**20250102~\nSE*3*0003~\n"
            + "GE*3*1~\nIEA*1*000000001~\n";

    private static final String PARTS = """
            --b\r
            Content-Disposition: form-data; name="a"\r
            \r
            1\r
            --b\r
            Content-Disposition: form-data; name="f"; filename="f.bin"\r
            \r
            x\r
            y\r
            --b--\r
            """;

    private static final String COPYBOOK = """
                   01 HEAD.
                      05 KIND PIC X.
                      05 DAY-OF PIC 9(6).
                   01 DETAIL.
                      05 KIND PIC X.
                      05 AMOUNT PIC 9(6).
                   01 TAIL.
                      05 KIND PIC X.
                      05 HOW-MANY PIC 9(2).
            """;

    /** At least one of each format. */
    static List<SmallFile> all() {
        return List.of(
                of("csv", CSV, 4),
                new SmallFile("csv.gz", PackedFiles.pack(Packing.GZIP, CSV), 4, Map.of(FeedSettings.FORMAT, "csv")),
                new SmallFile(
                        "csv.zip",
                        PackedFiles.zip("a.csv", CSV, "none.csv", "", "b.csv", "id,name\n5,e\n"),
                        5,
                        Map.of(FeedSettings.FORMAT, "csv")),
                of("csv", CSV, 4).with("schema.mode", "sampled").with("schema.sample.records", "2"),
                of("csv", CSV + "T;4;10\n", 4)
                        .with("csv.footer.lines", "1")
                        .with("csv.footer.pattern", "T;(?<count>\\d+);(?<sum>\\d+)")
                        .with("csv.footer.sum.column", "id"),
                of("csv", CSV.replace("3,d", "3"), 4),
                new SmallFile("csv", CSV.getBytes(UTF_8), 4, Map.of(FeedSettings.FORMAT, "csv"))
                        .with("file.acceptance", "whole"),
                of("json", "{\"a\":1}\n{\"a\":2\n{\"a\":3}\n", 3),
                of("json", "[{\"a\":1},\n{\"a\":[2]}, 3]", 3),
                of("json", "{\"a\":\n1}{\"a\":2} {\"a\":3}", 3).with("json.layout", "documents"),
                of("xml", "<a><b><c>1</c>\n<d/><c k='v'>2</c></b><c>no</c><b><c><e>3</e></c></b></a>", 3)
                        .with("xml.record", "/a/b/c"),
                of("fixed-width", "H261121 D0000150D0000025T0200175", 4).with("fixed-width.layout", BATCH),
                of("copybook", "H261121D000150D000025T02", 4)
                        .with("copybook.text", COPYBOOK)
                        .with("copybook.charset", "ISO-8859-1")
                        .with("copybook.framing", "content")
                        .with("copybook.type.fields", "KIND")
                        .with("copybook.types", "H=HEAD, D=DETAIL, T=TAIL")
                        .with("copybook.levels", "HEAD; DETAIL")
                        .with("copybook.checks", "TAIL.HOW-MANY = count(DETAIL)"),
                of("layout", "0Ada1Bob2", 3)
                        .with(
                                "layout.text",
                                "{name: row, record: {fields: [{name: id, type: ascii(1)}, {name: name, type: ascii(3)}]}}"),
                of("edi", INTERCHANGE, 3).with("edi.envelope", "strict"),
                of("edi", INTERCHANGE, 13).with("edi.envelope", "warn").with("edi.record", "segment"),
                of("lines", "ERROR x\n at y\n\tat z\nINFO ok\nWARN \u00E9", 3).with("lines.continuation", "\\s"),
                of("form", "a=1&b=x+y&a=%C3%A9", 1),
                of("multipart", PARTS, 2).with("multipart.record", "parts"),
                of("multipart", PARTS, 1),
                of("html", "<table><tr><th>a<tr><td>1\n<tr><td>\u00E9</td></tr></table> <table><tr><td>x</table>", 3),
                of("html", "<ul><li>1<i>x</i><li>2<ul><li>y</ul><li></ul>", 3)
                        .with("html.record", "li")
                        .with("html.fields", "i = i"),
                of("whole-file", "abcdefgh", 3).with("whole-file.chunk.bytes", "3"),
                of("whole-file", "abcdefgh", 1));
    }

    private final String name;
    private final byte[] content;
    private final int records;
    private final Map<String, String> options;

    private SmallFile(String name, byte[] content, int records, Map<String, String> options) {
        this.name = name;
        this.content = content;
        this.records = records;
        this.options = Map.copyOf(options);
    }

    private static SmallFile of(String format, String text, int records) {
        return new SmallFile(
                format,
                text.getBytes(format.equals("edi") ? ISO_8859_1 : UTF_8),
                records,
                Map.of(FeedSettings.FORMAT, format));
    }

    private SmallFile with(String key, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(key, value);
        return new SmallFile(name, content, records, more);
    }

    String name() {
        return name;
    }

    byte[] content() {
        return content;
    }

    /** How many there are, those that are set aside included. */
    int records() {
        return records;
    }

    Map<String, String> options() {
        return options;
    }

    String format() {
        return String.valueOf(options.get(FeedSettings.FORMAT));
    }

    @Override
    public String toString() {
        return name + " " + options.keySet();
    }
}

package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.content.PgpFiles;
import dev.millrace.feed.content.PgpFiles.Message;
import dev.millrace.feed.content.PgpFiles.Person;
import dev.millrace.partner.SftpPartner;
import dev.millrace.partner.tcp.Ebcdic;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples for files that are more than CSV, with the environment of a server in this process. */
@Timeout(120)
class SftpExamplesTest {

    private static final Path EXAMPLES = Path.of("../config-examples");
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");

    private static final String PURCHASE_ORDER = """
            ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *261121*1200*U*00401*000000001*1*T*>~
            GS*PO*ACME*US*20261121*1200*1*X*004010~
            ST*850*0001~
            BEG*00*SA*4711**20261121~
            SE*3*0001~
            GE*1*1~
            IEA*1*000000001~
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    SftpExamplesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theX12ExampleReadsATransactionSet() throws IOException {
        assertThat(recordsOf(
                        "sftp-edi-x12.json", "edi", "orders.edi", PURCHASE_ORDER.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(1);
    }

    @Test
    void theNachaExampleReadsEveryRecordOfABalancedFile() throws IOException {
        environment.put(
                "NACHA_LAYOUT",
                EXAMPLES.resolve("layouts/nacha.yaml").toAbsolutePath().toString());

        assertThat(recordsOf("sftp-nacha.json", "ach", "payroll.ach", ach(12_34)))
                .isEqualTo(5);
    }

    @Test
    void theNachaExampleRefusesAFileWhoseTotalsAreWrong() throws IOException {
        environment.put(
                "NACHA_LAYOUT",
                EXAMPLES.resolve("layouts/nacha.yaml").toAbsolutePath().toString());

        assertThat(recordsOf("sftp-nacha.json", "ach", "rejected", "payroll.ach", ach(12_35)))
                .isZero();
    }

    @Test
    void theEbcdicExampleReadsEveryRecordByItsCopybook() throws IOException {
        environment.put(
                "ORDERS_COPYBOOK",
                EXAMPLES.resolve("layouts/orders.cpy").toAbsolutePath().toString());

        List<SourceRecord> orders =
                read("sftp-ebcdic-orders.json", "mainframe", "archive", "orders.bin", ebcdicOrders(3));

        assertThat(orders)
                .extracting(order -> ((Struct) order.value()).getString("order_id"))
                .containsExactly("O-1", "O-2", "O-3");
        assertThat(orders)
                .extracting(order -> ((Struct) order.value()).get("price"))
                .containsOnly(new BigDecimal("-7.25"));
    }

    @Test
    void theEncryptedExampleReadsASignedAndPackedFile() throws IOException {
        Person ours = PgpFiles.person(PgpFiles.PASSPHRASE);
        Person partner = PgpFiles.person(PgpFiles.PASSPHRASE);
        environment.put("PGP_PRIVATE_KEY", ours.privateKey());
        environment.put("PGP_PASSPHRASE", PgpFiles.PASSPHRASE);
        environment.put("PGP_PARTNER_KEY", partner.publicKey());
        byte[] message = PgpFiles.message(Message.to(ours).from(partner), gzip("order_id,amount\n1,10.00\n2,20.00\n"));

        assertThat(recordsOf("sftp-pgp-gzip.json", "confidential", "orders.csv.gz.pgp", message))
                .isEqualTo(2);
    }

    private int recordsOf(String example, String feed, String file, byte[] content) throws IOException {
        return recordsOf(example, feed, "archive", file, content);
    }

    private int recordsOf(String example, String feed, String end, String file, byte[] content) throws IOException {
        return read(example, feed, end, file, content).size();
    }

    /** Validates the example, lets it read the file until that lies in the folder it must end in, and returns the records. */
    private List<SourceRecord> read(String example, String feed, String end, String file, byte[] content)
            throws IOException {
        Path served = folder.resolve("served");
        for (String name : new String[] {"inbound", "archive", "rejected"}) {
            Files.createDirectories(served.resolve(feed).resolve(name));
        }
        environment.put(
                "SPOOL_FOLDER", Files.createDirectory(folder.resolve("spool")).toString());
        Files.write(served.resolve(feed).resolve("inbound").resolve(file), content);
        try (SftpPartner partner = SftpPartner.start(served)) {
            Map<String, String> configuration = configuration(example, partner);
            assertThat(new SftpSourceConnector()
                            .validate(configuration).configValues().stream()
                                    .flatMap(value -> value.errorMessages().stream()))
                    .isEmpty();
            configuration.put("scan.interval.ms", "20");
            try (SourceHarness harness =
                    ConnectorHarness.source(SftpSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
                harness.start();
                harness.runUntil(
                        () -> Files.exists(served.resolve(feed).resolve(end).resolve(file)), "the file is in " + end);

                return harness.delivered(configuration.getOrDefault("topic", ""));
            }
        }
    }

    private Map<String, String> configuration(String example, SftpPartner partner) throws IOException {
        environment.putAll(Map.of(
                "SFTP_HOST", partner.host(),
                "SFTP_PORT", String.valueOf(partner.port()),
                "SFTP_USERNAME", partner.username(),
                "SFTP_PASSWORD", partner.password(),
                "SFTP_HOST_KEY_FINGERPRINT", partner.hostKeyFingerprint()));
        Map<String, String> configuration = new HashMap<>();
        ENTRY.matcher(Files.readString(EXAMPLES.resolve(example)))
                .results()
                .forEach(entry -> configuration.put(entry.group(1), resolved(entry.group(2))));
        return configuration;
    }

    private String resolved(String value) {
        var variable = VARIABLE.matcher(value);
        return variable.matches() ? environment.getOrDefault(variable.group(1), "") : value;
    }

    private static byte[] ebcdicOrders(int count) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int order = 1; order <= count; order++) {
            file.writeBytes(Ebcdic.record()
                    .hex("00390000")
                    .text("O-" + order, 9)
                    .text("C-001", 5)
                    .text("2026-11-21T12:00:00Z", 20)
                    .text("rye flour", 12)
                    .zoned(BigDecimal.valueOf(order), 3, 0)
                    .packed(new BigDecimal("-7.25"), 7, 2)
                    .bytes());
        }
        return file.toByteArray();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** One credit of 12.34, and the total in cents that its batch and file tell. */
    private static byte[] ach(int total) {
        String totals = "%06d%010d%012d%012d".formatted(1, 7_640_125, 0, total);
        String records = String.join(
                "\n",
                "%-94s".formatted("101 076401251 0764012512611211200A094101"),
                "%-94s"
                        .formatted(
                                "5220ACME                                PPDPAYROLL   261121261121   1076401250000001"),
                "622076401255" + "%-17s%010d%-15s%-22s%2s".formatted("12345", 12_34, "1", "ADA", "")
                        + "0076401250000001",
                "8220" + totals + "%-35s076401250000001".formatted("1"),
                "9000001000001" + "%08d%010d%012d%012d%39s".formatted(1, 7_640_125, 0, total, ""));
        return (records + ("\n" + "9".repeat(94)).repeat(5) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}

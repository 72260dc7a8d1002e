package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interchange from a server, and its acknowledgement back to the same server and into a topic. */
@Timeout(120)
class SftpAcknowledgementsTest {

    private static final String ORDERS = """
            ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250102*0304*^*00501*000000001*0*P*:~
            GS*PO*SENDER*RECEIVER*20250102*0304*7*X*004010~
            ST*850*0001~
            BEG*00*SA*PO1**20250102~
            SE*3*0001~
            ST*850*0002~
            BEG*00*SA*PO2**20250102~
            SE*4*0002~
            GE*2*7~
            IEA*1*000000001~
            """;

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void returnsTheAcknowledgementToTheServer(DeliveryMode mode, @TempDir Path folder) throws IOException {
        for (String name : List.of("in", "archive", "out")) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("in/orders.edi"), ORDERS);
        try (SftpPartner partner = SftpPartner.start(folder)) {
            Map<String, String> configuration = Configurations.connector(partner);
            configuration.putAll(Map.of(
                    "format", "edi",
                    "edi.acks", "auto",
                    "edi.ack.topic", "acks",
                    "edi.ack.folder", "/out",
                    "malformed.topic", "malformed",
                    "side.value.form", "bytes"));
            try (SourceHarness harness = ConnectorHarness.source(SftpSourceConnector::new, configuration, mode)) {
                harness.start();

                harness.runUntil(() -> Files.exists(folder.resolve("archive/orders.edi")), "the file is archived");

                assertThat(harness.delivered().stream().map(SourceRecord::topic))
                        .containsExactly("rows", "malformed", "acks");
                String answer =
                        new String((byte[]) harness.delivered("acks").get(0).value(), StandardCharsets.ISO_8859_1);
                assertThat(answer).contains("AK2*850*0001~AK5*A~AK2*850*0002~AK5*R*4~AK9*P*2*2*1~");
                try (Stream<Path> written = Files.list(folder.resolve("out"))) {
                    assertThat(written).singleElement().satisfies(file -> {
                        assertThat(file.getFileName().toString())
                                .matches("orders\\.edi-[0-9a-f]{8}-997-SENDER-000000001-7\\.edi");
                        assertThat(file).hasContent(answer);
                    });
                }
            }
        }
    }
}

package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FixAcceptorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LOGON =
            "8=FIX.4.4|9=66|35=A|34=1|49=CLIENT|52=20250102-03:04:05.000|56=VENUE|98=0|108=30|10=044|";
    private static final String LOGOUT = "8=FIX.4.4|9=54|35=5|34=2|49=CLIENT|52=20250102-03:04:05.000|56=VENUE|10=005|";
    private static final String GAP_REQUEST =
            "8=FIX.4.4|9=63|35=2|34=2|49=CLIENT|52=20250102-03:04:05.000|56=VENUE|7=3|16=0|10=127|";

    private FixAcceptor venue;
    private Socket socket;
    private DataInputStream in;

    @BeforeEach
    void start() throws IOException {
        venue = FixAcceptor.start("VENUE", "CLIENT");
        connect();
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        venue.close();
    }

    @Test
    void answersLogonAndLogout() throws Exception {
        says(LOGON);
        FixMessage logon = hears();
        venue.send("8", "11=ORD1");
        FixMessage report = hears();
        says(LOGOUT);
        FixMessage goodbye = hears();

        assertThat(logon.text())
                .matches(
                        "8=FIX\\.4\\.4\\|9=66\\|35=A\\|34=1\\|49=VENUE\\|52=[-:.0-9]{21}\\|56=CLIENT\\|98=0\\|108=30\\|10=\\d{3}\\|");
        assertThat(logon.problems()).isEmpty();
        assertThat(report.text()).contains("|35=8|34=2|").contains("|11=ORD1|");
        assertThat(goodbye.text()).contains("|35=5|34=3|");
        assertThat(in.read()).isNegative();
        assertThat(venue.nextIn()).isEqualTo(3);
        assertThat(venue.nextOut()).isEqualTo(4);
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void answersATestRequestWithItsId() throws Exception {
        says(LOGON);
        hears();
        says(client("1", 2, "112=T1"));

        assertThat(hears().text()).contains("|35=0|34=2|").contains("|112=T1|");
    }

    @Test
    void sendsLostMessagesAgainAsPossibleDuplicates() throws Exception {
        says(LOGON);
        hears();
        venue.send("8", "11=A");
        venue.lose("8", "11=B");
        venue.testRequest("X");
        hears();
        hears();

        says(GAP_REQUEST);

        FixMessage again = hears();
        assertThat(again.text())
                .contains("|35=8|34=3|49=VENUE|43=Y|52=")
                .contains("|122=")
                .contains("|11=B|");
        assertThat(hears().text()).contains("|35=4|34=4|49=VENUE|43=Y|").contains(fill(5));
    }

    @Test
    void fillsTheGapOrResetsWhenTold() throws Exception {
        says(LOGON);
        hears();
        venue.lose("8", "11=A");
        venue.lose("8", "11=B");
        venue.resend(FixAcceptor.Resend.GAP_FILL);
        says(client("2", 2, "7=2", "16=0"));
        FixMessage filled = hears();
        venue.resend(FixAcceptor.Resend.RESET);
        says(client("2", 3, "7=2", "16=0"));
        FixMessage reset = hears();

        assertThat(filled.text()).contains("|35=4|34=2|").contains(fill(4));
        assertThat(reset.text()).contains("|35=4|34=4|").contains("|123=N|36=4|");
    }

    @Test
    void asksForWhatItMissesAndTakesAGapFill() throws Exception {
        says(client("A", 1_001, "98=0", "108=30"));
        hears();
        FixMessage request = hears();
        says(client("4", 1, "43=Y", "123=Y", "36=1002"));
        says(client("0", 1_002));

        assertThat(request.text()).contains("|35=2|34=2|").contains("|7=1|16=0|");
        assertThat(venue.await(() -> venue.nextIn() == 1_003, PATIENCE)).isTrue();
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void keepsItsNumbersOverLinesAndRefusesTooLowOnes() throws Exception {
        says(LOGON);
        hears();
        socket.close();
        connect();
        says(LOGON);

        FixMessage logout = hears();

        assertThat(logout.text())
                .contains("|35=5|34=2|")
                .contains("|58=MsgSeqNum too low, expecting 2 but received 1|");
        assertThat(in.read()).isNegative();
    }

    @Test
    void startsOverWhenTheLogonSaysSo() throws Exception {
        says(LOGON);
        hears();
        socket.close();
        connect();
        says(client("A", 1, "98=0", "108=30", "141=Y"));

        assertThat(hears().text()).contains("|35=A|34=1|").contains("|141=Y|");
        assertThat(venue.await(() -> venue.nextIn() == 2, PATIENCE)).isTrue();
    }

    @Test
    void garblesAMessageAndRepeatsNumbersWhenTold() throws Exception {
        says(LOGON);
        hears();
        venue.garble("8", "11=A");
        venue.send("8", "11=B");
        venue.sendTooLow(3);
        venue.sendDuplicate(3);

        assertThat(hears().problems()).singleElement().asString().startsWith("10 is 00");
        assertThat(hears().number()).isEqualTo(3);
        assertThat(hears()).satisfies(low -> {
            assertThat(low.number()).isEqualTo(3);
            assertThat(low.possiblyDuplicate()).isFalse();
        });
        assertThat(hears().possiblyDuplicate()).isTrue();
    }

    @Test
    void goesOnWithAnotherNumberAfterAReset() throws Exception {
        says(LOGON);
        hears();
        venue.reset(20);
        venue.send("8", "11=A");

        assertThat(hears().text()).contains("|35=4|34=2|").contains("|123=N|36=20|");
        assertThat(hears().number()).isEqualTo(20);
    }

    @Test
    void saysThatItLivesAndSendsSilentClientsAway() throws Exception {
        says(client("A", 1, "98=0", "108=1"));
        hears();

        List<String> types = List.of(hears().type(), hears().type());

        assertThat(types).containsAnyOf("0").containsAnyOf("0", "1");
        for (int next = in.read(); next >= 0; next = in.read()) {
            assertThat(next).isBetween(0, 255);
        }
        assertThat(venue.silentClients()).isEqualTo(1);
    }

    @Test
    void refusesLogonsOrDoesNotAnswerWhenTold() throws Exception {
        venue.refuseLogons("come back tomorrow");
        says(LOGON);
        assertThat(hears().text()).contains("|35=5|").contains("|58=come back tomorrow|");
        venue.refuseLogons("");
        venue.answers(false);
        connect();
        says(LOGON);

        assertThat(venue.await(() -> venue.received("A").size() == 2, PATIENCE)).isTrue();
        assertThat(venue.sent()).hasSize(1);
    }

    @Test
    void seesWhatIsWrongWithAMessageOfTheClient() throws Exception {
        says(LOGON.replace("10=044", "10=045").replace("56=VENUE", "56=VENUX"));
        hears();

        assertThat(venue.problems()).containsExactly("10 is 045 and should be 063", "49 and 56 are CLIENT and VENUX");
    }

    private static String fill(long next) {
        return "123=Y|36=" + next + "|10=";
    }

    private void connect() throws IOException {
        socket = Visitor.socketTo(venue.port());
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    private void says(String message) throws IOException {
        socket.getOutputStream().write(message.replace('|', '\u0001').getBytes(StandardCharsets.ISO_8859_1));
    }

    private FixMessage hears() throws IOException {
        return FixMessage.read(in);
    }

    private static String client(String type, long number, String... body) {
        String fields = String.join("|", body);
        String text = "35=" + type + "|34=" + number + "|49=CLIENT|52=20250102-03:04:05.000|56=VENUE|"
                + (fields.isEmpty() ? "" : fields + "|");
        String whole = "8=FIX.4.4|9=" + text.length() + "|" + text;
        int sum = whole.replace('|', '\u0001').chars().sum() % 256;
        return whole + String.format("10=%03d|", sum);
    }
}

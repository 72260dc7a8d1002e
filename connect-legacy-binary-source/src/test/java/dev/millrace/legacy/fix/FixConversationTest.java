package dev.millrace.legacy.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.Ending;
import dev.millrace.legacy.session.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixConversationTest {

    private static final String[] REPORT = {"11=A", "17=E"};

    @Test
    void storesABlockOfNumbersBeforeItUsesTheFirst() {
        FixDesk desk = new FixDesk(new Place("", 1));
        desk.line.storesAtOnce = false;

        desk.conversation.begin(desk.line);
        assertThat(desk.line.sent).isEmpty();
        assertThat(desk.line.events).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("numbers-reserved");
            assertThat(event.place()).isEqualTo(new Place("CLIENT-VENUE", 1, Map.of("out", 1001L)));
        });
        desk.line.events.get(0).receipt().isMade(1);
        desk.line.events.get(0).receipt().settle(true);
        long confirmedIsNotStored = desk.after(10);
        assertThat(confirmedIsNotStored).isEqualTo(Conversation.NEVER);
        assertThat(desk.line.sent).isEmpty();
        desk.line.events.get(0).receipt().isStoredNow();
        long unused = desk.after(10);

        assertThat(desk.line.sent).singleElement().asString().contains("|35=A|34=1|");
    }

    @Test
    void goesOnAboveTheStoredBoundAndFillsWhatWasNeverSaid() {
        FixDesk desk = new FixDesk(new Place("CLIENT-VENUE", 7, Map.of("out", 1001L)));

        desk.conversation.begin(desk.line);
        desk.says("A", 7, "98=0", "108=30");
        desk.says("2", 8, "7=4", "16=0");

        assertThat(desk.line.sent).hasSize(2);
        assertThat(desk.line.sent.get(0)).contains("|35=A|34=1001|");
        assertThat(desk.line.sent.get(1))
                .contains(
                        "|35=4|34=4|49=CLIENT|43=Y|52=20250102-03:04:05.000|56=VENUE|122=20250102-03:04:05.000|123=Y|36=1002|");
        assertThat(desk.conversation.nextIn()).isEqualTo(9);
    }

    @Test
    void fillsNoFurtherThanItIsAsked() {
        FixDesk desk = FixDesk.open();

        desk.says("2", 2, "7=1", "16=1");
        desk.says("2", 3, "7=1", "16=99");

        assertThat(desk.line.sent.get(0)).contains("|35=4|34=1|").contains("|36=2|");
        assertThat(desk.line.sent.get(1)).contains("|35=4|34=1|").contains("|36=2|");
    }

    @Test
    void rejectsARequestWithoutABegin() {
        FixDesk desk = FixDesk.open();

        desk.says("2", 2, "16=1");

        assertThat(desk.line.sent)
                .singleElement()
                .asString()
                .contains("|35=3|34=2|")
                .contains("|45=2|371=7|372=2|373=5|");
    }

    @Test
    void reservesTheNextBlockWhenHalfOfOneIsUsed() {
        FixDesk desk = FixDesk.open();
        for (int number = 2; number <= 502; number++) {
            desk.says("1", number, "112=T");
        }

        assertThat(desk.line.sent).hasSize(501).last().asString().contains("|34=502|");
        assertThat(desk.line.events)
                .singleElement()
                .satisfies(event -> assertThat(event.place().counters()).isEqualTo(Map.of("out", 2001L)));
    }

    @Test
    void holdsItsWordsWhileNoNumberIsStored() {
        FixDesk desk = FixDesk.open();
        desk.line.storesAtOnce = false;
        for (int number = 2; number <= 1_001; number++) {
            desk.says("1", number, "112=T" + number);
        }
        assertThat(desk.line.sent).hasSize(999);

        desk.line.events.get(0).receipt().isStoredNow();
        long unused = desk.after(1);

        assertThat(desk.line.sent)
                .hasSize(1_000)
                .last()
                .asString()
                .contains("|34=1001|")
                .contains("|112=T1001|");
    }

    @Test
    void stopsWhenATransformDropsWhatHasToBeStored() {
        FixDesk desk = new FixDesk(new Place("", 1));
        desk.line.storesAtOnce = false;
        desk.conversation.begin(desk.line);
        desk.line.events.get(0).receipt().isMade(1);
        desk.line.events.get(0).receipt().settle(false);

        long unused = desk.after(1);

        assertThat(stop(desk).code()).isEqualTo("session-event-dropped");
    }

    @Test
    void deliversWithThePlaceBehindTheMessage() {
        FixDesk desk = FixDesk.open();

        desk.says("8", 2, REPORT);

        assertThat(desk.line.delivered).singleElement().satisfies(delivery -> {
            assertThat(delivery.number()).isEqualTo(2);
            assertThat(delivery.before()).isEqualTo(new Place("CLIENT-VENUE", 2, Map.of("out", 1001L)));
            assertThat(delivery.after()).isEqualTo(new Place("CLIENT-VENUE", 3, Map.of("out", 1001L)));
            assertThat(delivery.to() - delivery.from())
                    .isEqualTo(delivery.message().frame().message().length);
        });
    }

    @Test
    void asksOnceForAGapHoweverManyMessagesShowIt() {
        FixDesk desk = FixDesk.open();

        desk.says("8", 4, REPORT);
        desk.says("8", 5, REPORT);
        desk.repeats("8", 2, REPORT);
        desk.says("8", 6, REPORT);
        desk.repeats("4", 3, "123=Y", "36=4");
        desk.repeats("8", 4, REPORT);
        desk.repeats("8", 5, REPORT);
        desk.repeats("8", 6, REPORT);
        desk.says("8", 7, REPORT);

        assertThat(desk.line.sent).singleElement().asString().contains("|35=2|").contains("|7=2|16=0|");
        assertThat(desk.line.numbers()).containsExactly(2L, 4L, 5L, 6L, 7L);
    }

    @Test
    void asksAgainWhenNothingComesAndGivesUpAfterThreeTimes() {
        FixDesk desk = new FixDesk(new Place("", 1), Map.of("heartbeat-seconds", "0"), Map.of(), false);
        desk.conversation.begin(desk.line);
        desk.says("A", 1, "98=0", "108=0");
        desk.says("8", 4, REPORT);

        long next = desk.after(29_999);
        assertThat(next).isEqualTo(desk.line.now + 1);
        assertThat(desk.line.sent).hasSize(2);
        long second = desk.after(1);
        long third = desk.after(30_000);
        assertThat(second).isLessThan(third);
        assertThat(desk.line.sent)
                .hasSize(4)
                .last()
                .asString()
                .contains("|35=2|")
                .contains("|7=2|16=0|");
        long unused = desk.after(30_000);

        assertThat(desk.line.endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Retry.class, ending -> assertThat(ending.code()).isEqualTo("resend-unanswered"));
    }

    @Test
    void answersARequestThatComesTooEarlyBeforeItAsksItself() {
        FixDesk desk = FixDesk.open();

        desk.says("2", 5, "7=1", "16=0");

        assertThat(desk.line.sent).hasSize(2);
        assertThat(desk.line.sent.get(0)).contains("|35=4|34=1|").contains("|36=2|");
        assertThat(desk.line.sent.get(1)).contains("|35=2|34=2|").contains("|7=2|16=0|");
    }

    @Test
    void ignoresAGarbledMessageAndAsksForItLater() {
        FixDesk desk = FixDesk.open();
        String garbled = FixDesk.whole("35=8|34=2|49=VENUE|52=20250102-03:04:05.000|56=CLIENT|11=A|");

        desk.says(garbled.replace("11=A", "11=B"));
        desk.says("8", 3, REPORT);

        assertThat(desk.meters.garbled().sum()).isEqualTo(1);
        assertThat(desk.line.delivered).isEmpty();
        assertThat(desk.line.sent).singleElement().asString().contains("|7=2|16=0|");
    }

    @Test
    void dropsADuplicateThatSaysSo() {
        FixDesk desk = FixDesk.open();
        desk.says("8", 2, REPORT);

        desk.repeats("8", 2, REPORT);

        assertThat(desk.line.numbers()).containsExactly(2L);
        assertThat(desk.meters.duplicates().sum()).isEqualTo(1);
        assertThat(desk.line.endings).isEmpty();
    }

    @Test
    void reportsWhatAResetLoses() {
        FixDesk desk = FixDesk.open();

        desk.says("4", 77, "123=N", "36=20");

        assertThat(desk.line.events).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("messages-lost");
            assertThat(event.details()).isEqualTo(Map.of("from", "2", "through", "19"));
            assertThat(event.place().next()).isEqualTo(20);
        });
    }

    @Test
    void answersALogoutAndKeepsItsPlace() {
        FixDesk desk = FixDesk.open();

        desk.says("5", 2);

        assertThat(desk.line.sent).singleElement().asString().contains("|35=5|34=2|");
        assertThat(desk.line.events).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("logged-out");
            assertThat(event.place().next()).isEqualTo(3);
        });
        assertThat(desk.line.endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Retry.class,
                        ending -> assertThat(ending.expected()).isTrue());
    }

    @Test
    void saysGoodbyeWhenTheTaskStops() {
        FixDesk desk = FixDesk.open();

        desk.conversation.leave();

        assertThat(desk.line.sent).singleElement().asString().contains("|35=5|34=2|");
        desk.says("8", 2, REPORT);
        assertThat(desk.line.delivered).isEmpty();
        desk.says("5", 3);
        assertThat(desk.line.endings).containsExactly(new Ending.Left());
    }

    @Test
    void givesUpASilentVenueAfterATest() {
        FixDesk desk = FixDesk.open();

        long unused = desk.after(30_000);
        unused = desk.after(6_000);
        assertThat(desk.line.sent)
                .hasSize(2)
                .last()
                .asString()
                .contains("|35=1|")
                .contains("|112=TEST-1|");
        unused = desk.after(36_000);

        assertThat(desk.line.endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Retry.class, ending -> assertThat(ending.code()).isEqualTo("silence"));
    }

    @Test
    void givesUpWhenTheLogonIsNotAnswered() {
        FixDesk desk = FixDesk.begun();

        long unused = desk.after(30_000);

        assertThat(desk.line.endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Retry.class, ending -> assertThat(ending.code()).isEqualTo("handshake-timeout"));
    }

    @Test
    void namesTheNumberThatTheVenueExpectsOfUs() {
        FixDesk desk = FixDesk.begun();

        desk.says("5", 1, "58=MsgSeqNum too low, expecting 512 but received 1");

        assertThat(stop(desk).code()).isEqualTo("outbound-sequence-too-low");
        assertThat(stop(desk)).hasMessageContaining("next-out=512");
    }

    @Test
    void stopsWhenTheVenueBeginsAnewUnlessItMay() {
        FixDesk careful = new FixDesk(new Place("CLIENT-VENUE", 9, Map.of("out", 1001L)));
        careful.conversation.begin(careful.line);
        careful.says("A", 1, "98=0", "108=30", "141=Y");
        FixDesk bold = new FixDesk(new Place("CLIENT-VENUE", 9, Map.of("out", 1001L)), Map.of(), Map.of(), true);
        bold.conversation.begin(bold.line);
        bold.says("A", 1, "98=0", "108=30", "141=Y");

        assertThat(stop(careful).code()).isEqualTo("session-reset");
        assertThat(bold.conversation.isOpen()).isTrue();
        assertThat(bold.conversation.nextIn()).isEqualTo(2);
        assertThat(bold.line.names()).contains("started-over", "accepted");
    }

    @Test
    void beginsAnewWithEachLogonWhenAgreed() {
        FixDesk desk = new FixDesk(
                new Place("CLIENT-VENUE", 9, Map.of("out", 1001L)), Map.of("reset-on-logon", "Y"), Map.of(), false);

        desk.conversation.begin(desk.line);
        desk.says("A", 1, "98=0", "108=30", "141=Y");
        desk.says("8", 2, REPORT);

        assertThat(desk.line.sent)
                .singleElement()
                .asString()
                .contains("|35=A|34=1|")
                .contains("|141=Y|");
        assertThat(desk.line.names()).containsExactly("accepted");
        assertThat(desk.line.numbers()).containsExactly(2L);
    }

    @Test
    void tellsWhoItIsWhenAPasswordIsSet() {
        FixDesk desk = new FixDesk(new Place("", 1), Map.of("username", "me"), Map.of("password", "secret"), false);

        desk.conversation.begin(desk.line);

        assertThat(desk.line.sent).singleElement().asString().contains("|98=0|108=30|553=me|554=secret|");
    }

    @Test
    void refusesAStranger() {
        FixDesk desk = FixDesk.open();

        desk.says(FixDesk.whole("35=8|34=2|49=VENUX|52=20250102-03:04:05.000|56=CLIENT|11=A|"));

        assertThat(stop(desk).kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(desk.line.delivered).isEmpty();
    }

    @Test
    void forgetsTheRequestsOfALostConnection() {
        FixDesk desk = FixDesk.open();
        desk.says("8", 4, REPORT);
        FakeLine other = new FakeLine(desk.line.now);

        desk.conversation.begin(other);
        desk.conversation.received(
                FixDesk.frame(FixDesk.whole("35=A|34=5|49=VENUE|52=20250102-03:04:05.000|56=CLIENT|98=0|108=30|")));

        assertThat(other.sent).hasSize(2);
        assertThat(other.sent.get(0)).contains("|35=A|34=3|");
        assertThat(other.sent.get(1)).contains("|35=2|34=4|").contains("|7=2|16=0|");
    }

    @Test
    void saysNothingAboutAMessageWithoutANumberButGoodbye() {
        FixDesk desk = FixDesk.open();

        desk.says(FixDesk.whole("35=8|49=VENUE|52=20250102-03:04:05.000|56=CLIENT|11=A|"));

        assertThat(desk.line.sent).singleElement().asString().contains("|35=5|").contains("|58=MsgSeqNum missing|");
        assertThat(desk.line.endings).singleElement().isInstanceOf(Ending.Retry.class);
        assertThat(List.copyOf(desk.line.delivered)).isEmpty();
    }

    private static ConnectorFailure stop(FixDesk desk) {
        assertThat(desk.line.endings).singleElement().isInstanceOf(Ending.Stop.class);
        return ((Ending.Stop) desk.line.endings.get(0)).failure();
    }
}

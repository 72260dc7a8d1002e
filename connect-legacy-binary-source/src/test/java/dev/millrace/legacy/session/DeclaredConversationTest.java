package dev.millrace.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeclaredConversationTest {

    private static final String NUMBERED = """
            values: {password: {}}
            framing: {delimiter: {end: "0A"}}
            fields:
              type: {at: 0, length: 1}
              number: {regex: '^.(\\d+)', group: 1}
              key: {regex: '^.\\d+(.)', group: 1}
              again: {regex: '(!)$', group: 1}
            messages:
              - {name: row, when: {type: D}}
              - {name: welcome, when: {type: W}, is: accepted}
              - {name: ping, when: {type: P}, is: heartbeat, counts: false, reply: "p${message.number}"}
              - {name: note, when: {type: N}, is: control}
            """;

    private static final Place BEGIN = new Place("", 1);

    private static Rehearsal of(String more, String... values) {
        return new Rehearsal(NUMBERED + more, BEGIN, true, values);
    }

    @Test
    void acknowledgesInOrderThoughKafkaConfirmsInAnother() {
        Rehearsal play = of("sequence: {by: field, field: number}\nacknowledge: {send: 'A${message.number}'}\n");

        play.hears("D1", "D2", "D3").confirms(2, 1);
        assertThat(play.sent).isEmpty();
        play.confirms(0);

        assertThat(play.sent).containsExactly("A1", "A2", "A3");
    }

    @Test
    void acknowledgesInAnyOrderOrByKeyWhereThatIsSaid() {
        Rehearsal any = of("acknowledge: {order: any, send: 'A${message.number}'}\n");
        Rehearsal keyed = of("acknowledge: {order: key, send: 'A${message.number}'}\n");

        any.hears("D1a", "D2a", "D3b").confirms(2, 1);
        keyed.hears("D1a", "D2a", "D3b").confirms(2, 1);

        assertThat(any.sent).containsExactly("A2", "A3");
        assertThat(keyed.sent).containsExactly("A3");
    }

    @Test
    void acknowledgesByBatchAndAfterATimeForFewer() {
        Rehearsal play =
                of("acknowledge: {per: batch, batch: 2, within.ms: 100, send: 'A${message.number}x${count}'}\n");

        play.hears("D1", "D2", "D3").confirms(0, 1, 2);
        assertThat(play.sent).containsExactly("A2x2");
        play.passes(150);

        assertThat(play.sent).containsExactly("A2x2", "A3x1");
    }

    @Test
    void acknowledgesTheLastOfSeveralWhereThatCoversAll() {
        Rehearsal play = of("sequence: {by: field, field: number}\nacknowledge: {per: cumulative, send: 'A${last}'}\n");

        play.hears("D1", "D2", "D3", "D4").confirms(0, 1, 3);

        assertThat(play.sent).containsExactly("A2");
    }

    @Test
    void refusesWhatWasDroppedWhatIsUnknownAndWhatTakesTooLong() {
        Rehearsal play = of("acknowledge: {send: A, timeout.ms: 500,"
                + " refuse: {dropped: 'R${code}', malformed: 'M${code}', failed: 'F${code}'}}\n");

        play.hears("D1", "?", "D3");
        play.delivered.get(0).receipt().settle(false);
        play.passes(10);
        assertThat(play.sent).containsExactly("Rdropped", "Mmalformed");
        play.passes(600);

        assertThat(play.sent).containsExactly("Rdropped", "Mmalformed", "Fnot-confirmed");
        assertThat(play.asides).containsExactly("unknown-message");
    }

    @Test
    void readsNoMoreWhenTheWindowIsFull() {
        Rehearsal play = of("acknowledge: {send: A, window: 2}\n");

        play.hears("D1");
        assertThat(play.conversation.hasRoom()).isTrue();
        play.hears("D2");
        assertThat(play.conversation.hasRoom()).isFalse();
        play.confirms(0);

        assertThat(play.conversation.hasRoom()).isTrue();
    }

    @Test
    void knowsRepeatedMessagesByTheirKeyAndAnswersThemWhenTheFirstIsSafe() {
        Rehearsal play = of("acknowledge: {order: any, send: 'A${message.number}'}\ndedup: {key: number, window: 2}\n");

        play.hears("D1", "D1");
        assertThat(play.delivered).hasSize(1);
        play.passes(0);
        assertThat(play.sent).isEmpty();
        play.confirms(0);
        assertThat(play.sent).containsExactly("A1", "A1");
        play.hears("D1").passes(0);
        assertThat(play.sent).hasSize(3);
        play.hears("D2", "D3", "D1");

        assertThat(play.delivered).hasSize(4);
    }

    @Test
    void asksForAGapOnceAndTakesWhatComesThen() {
        Rehearsal play = of("sequence: {by: field, field: number, gap: request, request: 'G${sequence}-${last}'}\n");

        play.hears("D1", "D4", "D5");
        assertThat(play.sent).containsExactly("G2-3");
        play.hears("D2", "D3", "D4", "D5", "D6");

        assertThat(play.payloads()).containsExactly("D1", "D2", "D3", "D4", "D5", "D6");
        assertThat(play.delivered.get(5).after().next()).isEqualTo(7);
    }

    @Test
    void goesOnBehindAGapAndSaysSo() {
        Rehearsal play = of("sequence: {by: field, field: number, gap: go-on}\n");

        play.hears("D1", "D4", "D5");

        assertThat(play.payloads()).containsExactly("D1", "D4", "D5");
        assertThat(play.events).containsExactly("gap");
    }

    @Test
    void stopsAtAGapThatStaysThere() {
        Rehearsal play = of("sequence: {by: field, field: number, gap: reconnect}\n");

        for (int time = 0; time < 2; time++) {
            play.hears("D3");
            assertThat(play.ending).isInstanceOf(Ending.Retry.class);
            play.again();
        }
        play.hears("D3");

        assertThat(play.ending)
                .isInstanceOfSatisfying(
                        Ending.Stop.class,
                        stop -> assertThat(stop.failure().code()).isEqualTo("sequence-gap"));
        assertThat(play.delivered).isEmpty();
    }

    @Test
    void stopsAtALowNumberUnlessItIsMarked() {
        String rules = "sequence: {by: field, field: number, low: stop, low.allowed: {again: '!'}}\n";

        Rehearsal marked = of(rules).hears("D1", "D1!", "D2");
        Rehearsal bare = of(rules).hears("D1", "D1", "D2");

        assertThat(marked.payloads()).containsExactly("D1", "D2");
        assertThat(bare.ending).isInstanceOf(Ending.Stop.class);
    }

    @Test
    void countsMessagesWithoutDataThatHaveNumbers() {
        Rehearsal play = of("sequence: {by: field, field: number}\n");

        play.hears("D1", "N2", "D3");

        assertThat(play.payloads()).containsExactly("D1", "D3");
        assertThat(play.ending).isNull();
    }

    @Test
    void beginsAgainBehindTheLastNumberThatThereIs() {
        Rehearsal play = of("sequence: {by: field, field: number, wrap: 9}\n");

        play.hears("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D1", "D2");

        assertThat(play.delivered).hasSize(11);
    }

    @Test
    void numbersEachConnectionAnewWhereThatIsSaid() {
        Rehearsal play = of("sequence: {by: field, field: number, scope: connection}\n");

        play.hears("D1", "D2").again().hears("D1");

        assertThat(play.delivered).hasSize(3);
    }

    @Test
    void greetsAndGivesUpWhenNobodyAnswers() {
        Rehearsal play = of("""
                handshake:
                  - send: ["HELLO ", {text: "${password}", width: 8}, {text: "${sequence}", width: 4, align: right, pad: "0"}]
                  - {expect: welcome, within.ms: 1000}
                  - send: READY
                logout: BYE
                """);

        assertThat(play.sent).containsExactly("HELLO hidden  0001");
        play.passes(500);
        assertThat(play.ending).isNull();
        play.passes(600);
        assertThat(play.ending)
                .isInstanceOfSatisfying(
                        Ending.Retry.class, retry -> assertThat(retry.code()).isEqualTo("handshake-timeout"));
        play.again().hears("W");
        play.conversation.leave();

        assertThat(play.sent).containsExactly("HELLO hidden  0001", "READY", "BYE");
    }

    @Test
    void givesSignsOfLifeProbesAndAnswersProbes() {
        Rehearsal play = of("heartbeat: {every.ms: 1000, send: beat, silence.ms: 5000, probe: there}\n");

        play.passes(999);
        assertThat(play.sent).isEmpty();
        play.passes(1);
        assertThat(play.sent).containsExactly("beat");
        play.hears("P7");
        assertThat(play.sent).containsExactly("beat", "p7");
        play.passes(2500).passes(10);

        assertThat(play.sent).containsExactly("beat", "p7", "beat", "there");
    }

    @Test
    void asksAndWaitsForTheAnswerOfItsQuestion() {
        Rehearsal play =
                of("poll: {every.ms: 1000, send: 'Q${last}', answer: row, correlate: number, within.ms: 300}\n");

        play.passes(0);
        assertThat(play.sent).containsExactly("Q1");
        play.hears("D1").passes(999);
        assertThat(play.sent).hasSize(1);
        play.passes(1);
        assertThat(play.sent).containsExactly("Q1", "Q2");
        play.hears("D1").passes(400);

        assertThat(play.ending)
                .isInstanceOfSatisfying(
                        Ending.Retry.class, retry -> assertThat(retry.code()).isEqualTo("no-answer"));
    }

    @Test
    void choosesWhatIsSaidByTheMessage() {
        Rehearsal play = of("""
                acknowledge:
                  send:
                    choose:
                      - {when: {key: x}, send: none}
                      - {when: {key: {regex: "[a-c]"}}, send: [{hex: "41"}, {counter: n, width: 3}]}
                      - {send: [{copy: type}, {number: "${message.number}", as: ascii, bytes: 4}, {now: HHmm}]}
                """);

        play.hears("D1x", "D2a", "D3b", "D4z").confirms(0, 1, 2, 3);

        assertThat(play.sent).containsExactly("A001", "A002", "D00041200");
    }

    @Test
    void closesWhenAnAnswerCantBeWritten() {
        Rehearsal play = of("acknowledge: {send: [{number: '${message.key}', bytes: 1}]}\n");

        play.hears("D1x").confirms(0);

        assertThat(play.ending)
                .isInstanceOfSatisfying(
                        Ending.Retry.class, retry -> assertThat(retry.code()).isEqualTo("answer-unfit"));
    }

    @Test
    void survivesWhateverItHears() {
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            Rehearsal play = of("""
                    sequence: {by: field, field: number, gap: request, request: 'G${sequence}'}
                    acknowledge: {order: key, send: 'A${message.number}${message.key}', window: 5}
                    dedup: {key: [number, key], window: 3}
                    """);
            for (int message = 0; message < 20; message++) {
                StringBuilder text =
                        new StringBuilder("DWPN?".substring(random.nextInt(5)).substring(0, 1));
                for (int letter = random.nextInt(6); letter > 0; letter--) {
                    text.append((char) (random.nextInt(3) == 0 ? random.nextInt(256) : '0' + random.nextInt(10)));
                }
                play.hears(text.toString()).passes(random.nextInt(50));
            }

            assertThat(play.ending instanceof Ending.Stop).isFalse();
        }
    }
}

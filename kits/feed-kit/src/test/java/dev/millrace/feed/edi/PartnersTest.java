package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnersTest {

    private static final Partners PARTNERS = partners("""
            unknown: refuse
            partners:
              - {name: acme-test, sender: {id: ACME, qualifier: "01"}, receiver: US-TEST, usage: test, acks: none}
              - {name: acme, sender: {id: ACME, qualifier: "01"}, receiver: US, usage: production, control-numbers: reject}
              - {name: shops, sender: "SHOP*", receiver: {id: US, qualifier: ZZ}, ack-detail: errors}
              - {name: brackets, sender: "A.C (x)*", receiver: US}
            """);
    private static final AcknowledgementOptions OPTIONS =
            new AcknowledgementOptions(Set.of("auto"), AcknowledgementDetail.ALL, 7);

    @ParameterizedTest
    @CsvSource({
        "ACME, 01, US, ZZ, acme",
        "ACME, 01, US-TEST, ZZ, acme-test",
        "SHOP17, ZZ, US, ZZ, shops",
        "A.C (x) y, ZZ, US, ZZ, brackets"
    })
    void isFoundByTheEnvelope(String sender, String qualifier, String receiver, String receiverQualifier, String name) {
        assertThat(PARTNERS.of(envelope(sender, qualifier, receiver, receiverQualifier, "P"))
                        .map(Partner::name))
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ACME, 14, US, ZZ",
        "ACME1, 01, US, ZZ",
        "XSHOP1, ZZ, US, ZZ",
        "SHOP1, ZZ, US, 01",
        "ABC (x), ZZ, US, ZZ"
    })
    void isNotFoundByAnotherEnvelope(String sender, String qualifier, String receiver, String receiverQualifier) {
        assertThat(PARTNERS.of(envelope(sender, qualifier, receiver, receiverQualifier, "P")))
                .isEmpty();
    }

    @Test
    void strangersAreRefusedWhereTheFileSaysSo() {
        assertThat(PARTNERS.refusals(envelope("NEW", "ZZ", "US", "ZZ", "P"), Optional.empty()))
                .containsExactly(Refusal.UNKNOWN_SENDER);
        assertThat(PARTNERS.refusals(envelope("ACME", "01", "THEM", "ZZ", "P"), Optional.empty()))
                .containsExactly(Refusal.UNKNOWN_RECEIVER);
        assertThat(Partners.NONE.refusals(envelope("NEW", "ZZ", "US", "ZZ", "P"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void testAndProductionAreKeptApart() {
        assertThat(PARTNERS.refusals(envelope("ACME", "01", "US", "ZZ", "T"), Optional.empty()))
                .containsExactly(Refusal.WRONG_USAGE);
        assertThat(PARTNERS.refusals(envelope("ACME", "01", "US-TEST", "ZZ", "P"), Optional.empty()))
                .containsExactly(Refusal.WRONG_USAGE);
        assertThat(PARTNERS.refusals(envelope("ACME", "01", "US-TEST", "ZZ", "T"), Optional.empty()))
                .isEmpty();
        assertThat(PARTNERS.refusals(envelope("SHOP1", "01", "US", "ZZ", "T"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aDuplicateIsRefusedOnlyWhereThePartnerSaysSo() {
        Optional<ControlVerdict> duplicate = Optional.of(ControlVerdict.of(ControlVerdict.Kind.DUPLICATE));

        assertThat(PARTNERS.refusals(envelope("ACME", "01", "US", "ZZ", "P"), duplicate))
                .containsExactly(Refusal.DUPLICATE);
        assertThat(PARTNERS.refusals(
                        envelope("ACME", "01", "US", "ZZ", "P"),
                        Optional.of(new ControlVerdict(ControlVerdict.Kind.GAP, 3))))
                .isEmpty();
        assertThat(PARTNERS.refusals(envelope("SHOP1", "01", "US", "ZZ", "P"), duplicate))
                .isEmpty();
    }

    @Test
    void whatAPartnerLeavesOutIsAsTheConnectorHasIt() {
        assertThat(PARTNERS.partners().get(1).over(OPTIONS)).isEqualTo(OPTIONS);
        assertThat(PARTNERS.partners().get(0).over(OPTIONS).kinds()).containsExactly("none");
        assertThat(PARTNERS.partners().get(2).over(OPTIONS))
                .isEqualTo(new AcknowledgementOptions(Set.of("auto"), AcknowledgementDetail.ERRORS, 7));
    }

    private static Partners partners(String text) {
        PartnerFile.Reading reading = PartnerFile.read(text, Path.of("."));
        assertThat(reading.complaints()).isEmpty();
        return reading.partners();
    }

    private static Envelope envelope(
            String sender, String qualifier, String receiver, String receiverQualifier, String test) {
        return new Envelope(
                EdiStandard.X12,
                Map.of(
                        "sender",
                        sender,
                        "sender.qualifier",
                        qualifier,
                        "receiver",
                        receiver,
                        "receiver.qualifier",
                        receiverQualifier,
                        "test",
                        test,
                        "control",
                        "1"));
    }
}

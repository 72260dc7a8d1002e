package dev.millrace.feed.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Interchanges for tests. */
final class EdiText {

    private EdiText() {}

    static String isa(String control) {
        return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250102*0304*^*00501*" + control
                + "*0*T*:~\n";
    }

    /** A group with that many transaction sets. */
    static String group(int control, int transactions) {
        return "GS*PO*SENDER*RECEIVER*20250102*0304*" + control + "*X*005010~\n"
                + IntStream.rangeClosed(1, transactions)
                        .mapToObj(i -> transaction(i, 5))
                        .collect(Collectors.joining())
                + "GE*" + transactions + "*" + control + "~\n";
    }

    /** A transaction set with a true count of 5. */
    static String transaction(int control, int statedSegments) {
        String number = String.format("%04d", control);
        return "ST*850*" + number + "~\nBEG*00*SA*PO" + number + "**20250102~\nREF*DP*038^039:1~\n"
                + "PID*F****secret4711~\nSE*" + statedSegments + "*" + number + "~\n";
    }

    static String x12(String control, String... groups) {
        return isa(control) + String.join("", groups) + "IEA*" + groups.length + "*" + control + "~\n";
    }

    static String unb(String syntax, String reference) {
        return "UNB+" + syntax + "+SENDER:14+RECEIVER:14+250102:0304+" + reference + "'";
    }

    static String message(String reference, int statedSegments) {
        return "UNH+" + reference
                + "+ORDERS:D:96A:UN:EAN008'BGM+220+PO1+9'FTX+AAI+++secret4711 ?'quoted?' Gr\u00FC\u00DFe'"
                + "LIN+1++4000001000012:SRV'UNT+" + statedSegments + "+" + reference + "'";
    }

    static String edifact(String syntax, String reference, String... messages) {
        return unb(syntax, reference) + String.join("", messages) + "UNZ+" + messages.length + "+" + reference + "'";
    }

    static String tradacoms(int statedMessages) {
        return "STX=ANAA:1+5000000000000:SENDER+5010000000000:RECEIVER+250102:030405+REF1++ORDHDR'"
                + "MHD=1+ORDHDR:9'TYP=0430+NEW-ORDERS'MTR=3'MHD=2+ORDERS:9'ORD=PO1::250102'OLD=1+5000123456789'MTR=4'"
                + "END=" + statedMessages + "'";
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}

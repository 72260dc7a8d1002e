package dev.millrace.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A partner's EDI file: interchanges of X12 and of EDIFACT by turns, each with true counts and control numbers. */
final class EdiText {

    private static final int LINES = 20;

    private EdiText() {}

    /**
     * Writes whole interchanges until the file has at least so many bytes.
     *
     * @param sets the transaction sets, or messages, of an interchange
     * @return how many transaction sets and messages there are in all
     */
    static int write(Path file, long bytes, int sets) throws IOException {
        long written = 0;
        int interchanges = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            while (written < bytes) {
                // Partners number the interchanges of each standard by themselves.
                int control = interchanges / 2 + 1;
                String text = interchanges % 2 == 0 ? x12(control, sets) : edifact(control, sets);
                interchanges++;
                out.write(text);
                written += text.length();
            }
        }
        return interchanges * sets;
    }

    private static String x12(int control, int sets) {
        StringBuilder text = new StringBuilder();
        text.append("ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *260101*1200*^*00501*")
                .append(String.format("%09d", control))
                .append("*0*P*:~\nGS*PO*BUYER*SUPPLIER*20260101*1200*")
                .append(control)
                .append("*X*005010~\n");
        for (int set = 1; set <= sets; set++) {
            String number = String.format("%04d", set);
            text.append("ST*850*")
                    .append(number)
                    .append("~\nBEG*00*SA*PO-")
                    .append(control)
                    .append('-');
            text.append(number).append("**20260101~\n");
            for (int line = 1; line <= LINES; line++) {
                text.append("PO1*").append(line).append("*12*EA*9.95**UP*012345678905~\n");
            }
            text.append("CTT*").append(LINES).append("~\nSE*").append(LINES + 4).append('*');
            text.append(number).append("~\n");
        }
        return text.append("GE*")
                .append(sets)
                .append('*')
                .append(control)
                .append("~\nIEA*1*")
                .append(String.format("%09d", control))
                .append("~\n")
                .toString();
    }

    private static String edifact(int control, int messages) {
        StringBuilder text = new StringBuilder();
        text.append("UNB+UNOC:3+BUYER:14+SUPPLIER:14+260101:1200+")
                .append(control)
                .append("'\n");
        for (int message = 1; message <= messages; message++) {
            text.append("UNH+").append(message).append("+ORDERS:D:96A:UN'\nBGM+220+PO-");
            text.append(control).append('-').append(message).append("+9'\n");
            for (int line = 1; line <= LINES; line++) {
                text.append("LIN+").append(line).append("++4012345678901:EN'\n");
            }
            text.append("UNS+S'\nUNT+")
                    .append(LINES + 4)
                    .append('+')
                    .append(message)
                    .append("'\n");
        }
        return text.append("UNZ+")
                .append(messages)
                .append('+')
                .append(control)
                .append("'\n")
                .toString();
    }
}

package dev.millrace.feed.copybook;

import java.util.List;

/**
 * A COBOL program that writes a file of records with pseudo-random values, and displays each value that it writes:
 * {@code Z2 -000000000000012345.670000000000}, {@code T1 |text|}.
 */
final class ValuesProgram {

    /** Without packed numbers with P, which GnuCOBOL 3.1 moves without it. */
    static final String FIXED = """
                   01  R.
                       05  Z1 PIC 9(5).
                       05  Z2 PIC S9(5)V99.
                       05  Z3 PIC S9(7) SIGN LEADING.
                       05  Z4 PIC S9(4)V9 SIGN LEADING SEPARATE.
                       05  Z5 PIC S9(6) TRAILING SEPARATE.
                       05  Z6 PIC S9(3)PPP.
                       05  Z7 PIC VPP9(4).
                       05  Z8 PIC S9(18).
                       05  Z9 PIC S9V9(12) SIGN LEADING.
                       05  P1 PIC S9(7)V99 COMP-3.
                       05  P2 PIC 9(6) COMP-3.
                       05  P3 PIC S9(18)V9(3) COMP-3.
                       05  P4 PIC 9(7) COMP-6.
                       05  B1 PIC S9(4) COMP.
                       05  B2 PIC 9(4) COMP.
                       05  B3 PIC S9(5)V9(4) BINARY.
                       05  B4 PIC S9(18) COMP-4.
                       05  N1 PIC S9(9) COMP-5.
                       05  N2 PIC 9(4)V99 COMP-5.
                       05  N3 BINARY-SHORT UNSIGNED.
                       05  N4 BINARY-LONG.
                       05  N5 BINARY-DOUBLE.
                       05  X1 PIC 9(7) COMP-X.
                       05  X2 PIC S9(3)V99 COMP-X.
                       05  F1 COMP-1.
                       05  F2 COMP-2.
                       05  E1 PIC Z(6)9.99-.
                       05  E2 PIC $$,$$$,$$9.99CR.
                       05  E3 PIC +++,++9.9.
                       05  E4 PIC -(7)9.
                       05  E5 PIC ***,**9.99.
                       05  T1 PIC X(12).
                       05  T2 PIC X(12) JUST RIGHT.
                       05  S1 PIC X.
                       05  S2 PIC S9(9) COMP SYNC.
                       05  S3 PIC X(3).
                       05  S4 PIC S9(4) COMP SYNC.
                       05  T3 PIC A(5).
            """;

    static final String VARYING = """
                   01  R.
                       05  N PIC 99.
                       05  TB OCCURS 0 TO 6 TIMES DEPENDING ON N.
                           10  TZ PIC S9(5)V99.
                           10  TP PIC S9(5)V99 COMP-3.
                           10  TB1 PIC S9(9) COMP-5.
                           10  TX PIC X(3).
            """;

    static final List<String> NUMBERS = List.of(
            "Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7", "Z8", "Z9", "P1", "P2", "P3", "P4", "B1", "B2", "B3", "B4", "N1",
            "N2", "N3", "N4", "N5", "X1", "X2", "E1", "E2", "E3", "E4", "E5", "S2", "S4");
    static final List<String> FLOATS = List.of("F1", "F2");
    static final List<String> TEXTS = List.of("T1", "T2", "S1", "S3", "T3");
    static final int RECORDS = 250;

    private final StringBuilder text = new StringBuilder();

    private ValuesProgram() {}

    /** Writes {@code FIXED} records to FIXED.BIN. */
    static String fixed() {
        ValuesProgram program = new ValuesProgram();
        program.head("FIXED");
        for (String number : NUMBERS) {
            program.line("PERFORM NEXT-VALUE");
            program.line("MOVE D TO " + number);
        }
        program.line("PERFORM NEXT-SEED");
        program.line("COMPUTE F1 = FUNCTION MOD (SEED 100000) / 8 - 6000");
        program.line("PERFORM NEXT-SEED");
        program.line("COMPUTE F2 = (SEED - 1000000000) / 8");
        for (String name : TEXTS) {
            program.line("PERFORM NEXT-SEED");
            program.line("COMPUTE I = FUNCTION MOD (SEED 20) + 1");
            program.line("MOVE LETTERS (I:12) TO " + name);
        }
        for (String name : NUMBERS) {
            program.show(name, "");
        }
        for (String name : FLOATS) {
            program.show(name, "");
        }
        for (String name : TEXTS) {
            program.line("DISPLAY '" + name + " |' " + name + " '|'");
        }
        program.tail();
        return program.text.toString();
    }

    /** Writes {@code VARYING} records to VARYING.BIN. */
    static String varying() {
        ValuesProgram program = new ValuesProgram();
        program.head("VARYING");
        program.line("PERFORM NEXT-SEED");
        program.line("COMPUTE N = FUNCTION MOD (SEED 7)");
        program.show("N", "");
        program.line("PERFORM VARYING I FROM 1 BY 1 UNTIL I > N");
        for (String name : List.of("TZ", "TP", "TB1")) {
            program.line("PERFORM NEXT-VALUE");
            program.line("MOVE D TO " + name + " (I)");
            program.show(name, " (I)");
        }
        program.line("PERFORM NEXT-SEED");
        program.line("COMPUTE J = FUNCTION MOD (SEED 20) + 1");
        program.line("MOVE LETTERS (J:3) TO TX (I)");
        program.line("DISPLAY 'TX |' TX (I) '|'");
        program.line("END-PERFORM");
        program.tail();
        return program.text.toString();
    }

    private void head(String name) {
        for (String line : List.of(
                "IDENTIFICATION DIVISION.",
                "PROGRAM-ID. " + name + ".",
                "ENVIRONMENT DIVISION.",
                "INPUT-OUTPUT SECTION.",
                "FILE-CONTROL.",
                "    SELECT F ASSIGN TO '" + name + ".BIN'",
                "    ORGANIZATION SEQUENTIAL.",
                "DATA DIVISION.",
                "FILE SECTION.",
                name.equals("VARYING") ? "FD  F RECORD VARYING." : "FD  F.",
                "    COPY '" + name + ".cpy'.",
                "WORKING-STORAGE SECTION.",
                "77  SEED PIC S9(18) COMP-5 VALUE 4711.",
                "77  LETTERS PIC X(40) VALUE",
                "    'THE QUICK BROWN FOX JUMPS OVER THE LAZY'.",
                "77  A PIC 9(10).",
                "77  D PIC S9(18)V9(12).",
                "77  W PIC S9(18)V9(12).",
                "77  I PIC 9(9).",
                "77  J PIC 9(9).",
                "77  K PIC 9(9).",
                "PROCEDURE DIVISION.",
                "    OPEN OUTPUT F.",
                "    PERFORM ONE-RECORD " + RECORDS + " TIMES.",
                "    CLOSE F.",
                "    STOP RUN.",
                "NEXT-SEED.",
                "    COMPUTE SEED = FUNCTION MOD",
                "        (SEED * 1103515245 + 12345 2147483648).",
                // Both halves of large and small numbers, half of them negative, and some zeros.
                "NEXT-VALUE.",
                "    PERFORM NEXT-SEED.",
                "    MOVE SEED TO A.",
                "    PERFORM NEXT-SEED.",
                "    COMPUTE D = A * 100000000 + SEED / 1000000000.",
                "    PERFORM NEXT-SEED.",
                "    DIVIDE SEED BY 65536 GIVING K.",
                "    IF FUNCTION MOD (K 2) = 1 COMPUTE D = 0 - D.",
                "    IF FUNCTION MOD (K 9) = 0 MOVE ZERO TO D.",
                "    IF FUNCTION MOD (K 5) = 0",
                "        COMPUTE D = D / 1000000000000.",
                "ONE-RECORD.")) {
            text.append("       ").append(line).append('\n');
        }
    }

    private void show(String name, String subscript) {
        line("MOVE " + name + subscript + " TO W");
        line("DISPLAY '" + name + " ' W");
    }

    private void tail() {
        line("WRITE R.");
    }

    private void line(String statement) {
        text.append("           ").append(statement).append('\n');
    }
}

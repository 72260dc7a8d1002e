      * An order as the mainframe writes it; text is in EBCDIC.
       01  SALES-ORDER.
           05  ORDER-ID        PIC X(9).
           05  CUSTOMER        PIC X(5).
           05  PLACED-AT       PIC X(20).
           05  ARTICLE         PIC X(12).
           05  QUANTITY        PIC S9(3).
           05  PRICE           PIC S9(5)V99 COMP-3.

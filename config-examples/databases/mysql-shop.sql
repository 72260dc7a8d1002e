-- The tables of the shop that the examples of change data capture read, in MySQL.

CREATE TABLE customers (
  id BIGINT PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  email VARCHAR(200) NOT NULL,
  tax_number VARCHAR(40),
  country CHAR(2) NOT NULL,
  revision INT NOT NULL DEFAULT 1
);

CREATE TABLE orders (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  customer_id BIGINT NOT NULL,
  status VARCHAR(20) NOT NULL,
  total DECIMAL(12, 2) NOT NULL,
  due DATE,
  placed_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  revision INT NOT NULL DEFAULT 1
);

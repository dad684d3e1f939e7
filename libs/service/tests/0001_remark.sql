create table remark (id bigint generated always as identity primary key, text text not null);
create index on remark (text);

/**
 * Names of invented people: given names and surnames of several cultures, drawn independently with Zipf-like weights,
 * so that common names are common. No list of real persons is used; a pair may by chance be somebody's name.
 */
import type { Rng } from '@touchstone/contracts';
import { zipf } from './quantities.ts';

interface Culture {
  given: readonly string[];
  family: readonly string[];
}

const words = (text: string) => text.split(' ');

const cultures = {
  british: {
    given: words(
      'Oliver Amelia George Isla Harry Grace Jack Emily Alfie Poppy Rhys Megan Callum Eilidh Owen Ruth Gareth Hazel Colin Moira',
    ),
    family: words(
      'Smith Jones Taylor Davies Evans Walker Hughes Campbell Fraser Price Mackenzie Ellis Holt Barker Whitlock Penrose Sinclair Hale Tregenza Ogilvie',
    ),
  },
  nordic: {
    given: words(
      'Lars Ingrid Erik Astrid Nils Maja Anders Sigrid Jonas Freja Mikkel Liv Henrik Solveig Aksel Tuva Rasmus Kaisa Eino Aino',
    ),
    family: words(
      'Hansen Johansen Larsen Nilsen Berg Lund Dahl Holm Lindqvist Nyberg Virtanen Korhonen Strand Moen Aas Bakken Ekström Rantanen Skov Vik',
    ),
  },
  german: {
    given: words(
      'Lukas Anna Felix Lena Jonas Marie Paul Hannah Maximilian Sophie Jürgen Petra Stefan Ilse Tobias Greta Matthias Renate Uwe Birgit',
    ),
    family: words(
      'Müller Schmidt Schneider Fischer Weber Becker Hoffmann Schulz Koch Richter Brandt Vogel Kühn Arnold Lorenz Seidel Haase Böttcher Ziegler Pohl',
    ),
  },
  southAsian: {
    given: words(
      'Priya Arjun Ananya Rahul Fatima Imran Deepa Vikram Sana Bilal Meera Rohan Kavita Sanjay Nadia Tariq Lakshmi Suresh Asha Harpreet',
    ),
    family: words(
      'Patel Singh Khan Sharma Ahmed Kumar Rao Hussain Nair Gupta Iyer Chaudhry Das Reddy Malik Bose Fernando Perera Joshi Gill',
    ),
  },
  iberian: {
    given: words(
      'Sofia Mateo Lucía Diego Carmen Javier Inês João Beatriz Miguel Elena Rafael Marta Hugo Teresa Álvaro Paula Tiago Rosa Iker',
    ),
    family: words(
      'García Silva Fernández Santos López Costa Martínez Ferreira Ruiz Oliveira Navarro Moreira Ortega Pinto Vidal Etxeberria Campos Rocha Molina Duarte',
    ),
  },
  westAfrican: {
    given: words(
      'Kwame Ama Chinedu Ngozi Kofi Adaeze Femi Abena Emeka Yaa Tunde Folake Ibrahim Aminata Ousmane Mariama Kojo Efua Segun Zainab',
    ),
    family: words(
      'Mensah Okafor Osei Diallo Adeyemi Boateng Traoré Nwosu Owusu Balogun Asante Eze Sow Okonkwo Appiah Bah Adomako Ojo Keita Amoah',
    ),
  },
  slavic: {
    given: words(
      'Jan Anna Piotr Katarzyna Marek Zofia Tomasz Ewa Milan Ivana Pavel Jana Nikola Mila Andrej Petra Oksana Taras Halyna Bohdan',
    ),
    family: words(
      'Nowak Novák Kowalski Horvat Wiśniewski Kovač Zieliński Dvořák Petrović Shevchenko Mazur Marković Bondarenko Svoboda Krawczyk Babić Kučera Lysenko Wrona Jurić',
    ),
  },
  middleEastern: {
    given: words(
      'Omar Leila Yusuf Nour Karim Yasmin Samir Rania Emre Elif Mehmet Zeynep Darius Shirin Hassan Salma Tarek Dina Can Defne',
    ),
    family: words(
      'Haddad Yılmaz Khoury Demir Nasser Kaya Rahimi Mansour Şahin Aziz Karimi Saleh Öztürk Farah Najjar Arslan Tehrani Sabbagh Polat Jaber',
    ),
  },
  eastAsian: {
    given: words(
      'Wei Mei Hiroshi Yuki Jun Hana Minh Linh Jae-won Soo-jin Kenji Aiko Li Xin Thanh Lan Takumi Sakura Min-jun Ji-woo',
    ),
    family: words(
      'Wang Li Tanaka Nguyen Kim Chen Sato Tran Park Zhang Suzuki Pham Lee Liu Yamamoto Le Choi Huang Ito Vo',
    ),
  },
} as const satisfies Record<string, Culture>;

type CultureName = keyof typeof cultures;

/** Distinct full names. `mix` gives each culture's share; nine in ten people take both names from one culture. */
export function distinctNames(rng: Rng, count: number, mix: Partial<Record<CultureName, number>>): string[] {
  const shares = Object.entries(mix) as [CultureName, number][];
  const names = new Set<string>();
  const most = shares.length * 400 * 0.6;
  if (count > most)
    throw new RangeError(`Expected at most ${most} distinct names from this mix, got ${count}.`);
  while (names.size < count) {
    const culture = rng.weighted(shares);
    const given = zipf(rng, cultures[culture].given, 0.6);
    const family = zipf(rng, cultures[rng.chance(0.9) ? culture : rng.weighted(shares)].family, 0.6);
    names.add(`${given} ${family}`);
  }
  return [...names];
}

"""Given names by gender, titles and roles, name particles, family names that come first."""

from __future__ import annotations

from index.annotate.lexicon import word_set

_MALE = """
Aaron Abdul Abdullah Abdel Abraham Adam Adel Adrian Ahmad Ahmed Ajay Akbar Akira Al Alan Albert Alberto
Alejandro Aleksandr Aleksei Alex Alexander Alexandre Alexei Alexey Alfonso Alfred Ali Alistair Allan Allen
Amir Amit Anatoly Anders Andre Andreas Andrei Andres Andrew Andrey Andrzej Andy Angus Anil Anthony Antoine
Anton Antonio Antony Anwar Archie Arjun Arnold Artem Arthur Arun Arvind Asif Aung Austin Ayman Barack Barry
Bart Bashar Ben Benedict Benjamin Bennie Benny Bernard Bernie Bert Bill Billy Bob Bobby Boris Brad Bradley
Brandon Brendan Brent Brett Brian Bruce Bruno Bryan Byron Caleb Calvin Cameron Carl Carlos Cecil Cedric
Cesar Chad Charles Charlie Chester Chris Christian Christoph Christophe Christopher Chuck Clarence Claude
Clayton Cliff Clifford Clint Clive Clyde Colin Conor Connor Corey Cory Craig Curtis Cyril Dale Damian Damien
Dan Daniel Danny Darrell Darren Darryl Dave David Dean Declan Denis Dennis Derek Deepak Dick Diego Dietmar
Dilip Dimitri Dmitri Dmitry Dominic Dominique Don Donald Doug Douglas Duncan Dustin Dwight Dylan Earl Ed
Eddie Edgar Eduardo Edward Edwin Ehud Eli Elias Elijah Elliot Elliott Elon Emilio Emmanuel Emmerson Enrique
Eric Erich Erik Ernest Ernesto Ethan Eugene Evan Evgeny Fahad Faisal Felipe Felix Ferdinand Fernando Fidel
Floyd Francesco Francis Francisco Franco Francois François Frank Franklin Fred Freddie Frederic Frederick
Friedrich Fritz Gabriel Gareth Garry Gary Gavin Gene Geoff Geoffrey George Georgi Gerald Gerard Gerhard
Gianni Gilbert Giles Giorgio Giovanni Giuseppe Glen Glenn Gordon Graeme Graham Grant Greg Gregg Gregory
Guido Guillermo Gus Gustavo Guy Hadi Hakeem Hamid Hank Hans Harold Harris Harry Harvey Hasan Hassan Hector
Heiko Heinz Helmut Henri Henrik Henry Herbert Herman Hiroshi Horst Howard Hubert Hugh Hugo Hussein Hussain
Iain Ian Ibrahim Igor Imran Isaac Isaiah Ismail Ivan Ivo Jack Jackie Jacob Jacques Jaime Jair Jake Jamal
James Jamie Jan Janez Jared Jason Javier Jay Jean Jean-Claude Jean-Luc Jeff Jefferson Jeffrey Jens Jeremy
Jerome Jerry Jesse Jesus Jim Jimmy Joachim Joao João Joaquin Joe Joel Johan Johannes John Johnny Jon Jonah
Jonas Jonathan Jorge Jose José Josef Joseph Josh Joshua Juan Jules Julian Julio Julius Jürgen Justin Kamal
Karim Karl Kayode Keith Keir Ken Kenneth Kenny Kevin Khaled Khalid Khalil Kim Kirk Klaus Kofi Konstantin
Kurt Kwame Kyle Lance Larry Lars Laurent Lawrence Lee Len Leo Leon Leonard Leonid Leroy Leslie Lewis Liam
Lindsey Lionel Lloyd Lorenzo Lou Louis Luc Luca Lucas Luciano Luigi Luis Luiz Lukas Luke Lyndon Mahmoud
Mahathir Malcolm Manuel Marc Marcel Marcelo Marco Marcos Marcus Mario Mark Markus Marlon Marshall Martin
Marty Marvin Masoud Massimo Mateusz Matt Matteo Matthew Matthias Maurice Mauricio Max Maxim Maxime Mehmet
Mel Melvin Michael Michal Michel Miguel Mike Mikhail Milan Milos Milton Mitch Mitt Mohamed Mohammad Mohammed
Mohammad Morgan Morris Moses Muhammad Muhammadu Mukesh Murray Mustafa Naftali Narendra Nathan Nathaniel Ned
Neil Nelson Nicholas Nick Nicolas Nicolás Nigel Nikita Nikol Nikolai Nikolas Noah Noam Noel Norman Oleg
Oleksandr Oleksii Oliver Olivier Omar Orlando Oscar Osama Oswald Otto Owen Pablo Paolo Pascal Patrick Paul
Pavel Pedro Percy Perry Pervez Pete Peter Phil Philip Philippe Phillip Pierre Piotr Prakash Pranab Preston
Rafael Rahul Raj Rajesh Rajiv Ralph Ramesh Ramón Ramon Rand Randall Randy Raphael Rashid Raul Raúl Ravi Ray
Raymond Recep Reggie Reinhard Reince Rene René Rex Reza Ricardo Richard Rick Ricky Rishi Rob Robert Roberto
Robin Rod Roderick Rodney Rodrigo Roger Rohit Roland Rolf Roman Ron Ronald Ronnie Rory Ross Roy Ruben Rudolf
Rudy Rupert Ruslan Russell Rustam Ryan Saad Saddam Sajid Salman Salvador Sam Samir Samuel Sandeep Sanjay
Santiago Scott Sean Sebastian Sebastien Sergei Sergey Sergio Serhiy Seth Shane Shaun Shawn Sheldon Shinzo
Sidney Silvio Simon Stan Stanley Stefan Stefano Stephane Stephen Sterling Steve Steven Stewart Stuart
Subhash Sunil Suresh Sven Sylvester Tariq Ted Terence Terrence Terry Theo Theodore Thierry Thomas Tim
Timothy Tobias Toby Todd Tom Tommy Tony Travis Trevor Tristan Troy Tyler Tyrone Uhuru Ulrich Umar Usman
Valery Vernon Viktor Victor Vijay Vikram Vince Vincent Vinod Vitali Vitaly Vito Vladimir Volodymyr Vojislav
Wade Wally Walter Warren Wayne Wendell Werner Wesley Wilbur Will Willem William Willie Willy Winston
Wolfgang Xavier Yair Yannis Yasser Yevgeny Yitzhak Yoweri Yuri Yury Yusuf Youssef Zachary Zack Zaid Zbigniew
Ziad Zoran Bongani Chinedu Emeka Femi Jacinto Babatunde Olusegun Bola Cyril Thabo Kelechi Joko
Prabowo Bambang Prayut Anwar Najib Ferdinand Rodrigo Benigno Emmanuel Raila Jomo Paulo Julius Yahya Ismael
Osman Abiy
"""

_FEMALE = """
Abigail Ada Adele Adriana Agnes Aisha Alexandra Alexandria Alexis Alice Alicia Alina Alison Allison Alma
Alyssa Amanda Amber Amelia Amina Amy Ana Anastasia Andrea Angela Angelina Angie Anita Anja Ann Anna Annabel
Anne Annette Annie Antonia April Ariana Arlene Ashley Astrid Audrey Ava Barbara Beata Beatrice Becky Belinda
Bella Bernadette Beth Bethany Betsy Betty Beverly Bianca Bonnie Brenda Bridget Britney Brittany Brooke
Camilla Camille Candace Cara Carla Carly Carmen Carol Carole Caroline Carolyn Carrie Cassandra Catherine
Cathy Cecilia Celeste Celine Charlene Charlotte Chelsea Cherie Cheryl Chloe Chrissy Christa Christiane
Christina Christine Christy Chrystia Cindy Claire Clara Clare Claudia Colleen Condoleezza Connie Constance
Cornelia Courtney Cristina Crystal Cynthia Daisy Dana Daniela Danielle Daphne Darlene Dawn Deanna Debbie
Deborah Debra Deirdre Delia Denise Diana Diane Dianne Dilma Dolores Donna Dora Doris Dorothy Edith Edna
Eileen Elaine Eleanor Elena Elisa Elisabeth Elise Elizabeth Ella Ellen Eloise Elsa Elsie Emily Emma Erica
Erika Erin Esther Ethel Eugenia Eunice Eva Eve Evelyn Fatima Fatou Federica Felicia Fiona Florence Frances
Francesca Freda Frida Gabriela Gabrielle Gail Gayle Genevieve Georgina Geraldine Gertrude Gillian Gina
Giorgia Gladys Glenda Gloria Grace Greta Gretchen Gwen Gwendolyn Hailey Hannah Harriet Hazel Heather Heidi
Helen Helena Helene Henrietta Hilary Hillary Holly Hope Huma Ida Imelda Indira Ines Ingrid Irene Irina Iris
Isabel Isabella Isabelle Ivana Ivanka Ivy Jacinda Jackie Jacqueline Jacquelyn Jane Janet Janice Janine
Jasmine Jean Jeanette Jeanne Jen Jenna Jennifer Jenny Jessica Jill Jo Joan Joanna Joanne Jocelyn Jodi Jodie
Joni Josephine Joy Joyce Juanita Judith Judy Julia Juliana Julianne Julie Juliet June Justine Kaitlyn Kamala
Karen Karin Karina Karine Karla Kate Katharine Katherine Kathleen Kathryn Kathy Katie Katrina Katya Kay
Kayla Kayleigh Keisha Kelly Kellyanne Kendra Kerry Kim Kimberly Kirsten Kirsty Krista Kristen Kristi Kristin
Kristina Kristine Kyrsten Lana Laura Lauren Laurie Leah Leila Lena Leonora Leslie Leticia Lidia Lilian
Lillian Lily Linda Lindsay Lisa Liz Liza Lois Lola Loretta Lori Lorna Lorraine Louisa Louise Lucia Lucille
Lucinda Lucy Lydia Lynn Lynne Madeleine Madeline Maggie Malala Malia Mandy Manuela Marcia Margaret Margarita
Margot Maria María Mariam Marian Marianne Marie Marilyn Marina Marine Marion Marisa Marjorie Marlene Marsha
Martha Martina Mary Maryam Matilda Maureen Maxine Maya Megan Meghan Melania Melanie Melinda Melissa Mercedes
Meredith Michaela Michele Michelle Mildred Mindy Miranda Miriam Moira Molly Mona Monica Monika Monique
Muriel Myra Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nellie Nelly Nicki Nicola Nicole Nikki Nina
Nora Noreen Norma Olga Olive Olivia Oprah Paige Pam Pamela Pat Patricia Patsy Patty Paula Pauline Pearl
Peggy Penelope Penny Petra Phoebe Phyllis Polly Priscilla Priya Priyanka Rachel Ramona Rebecca Regina Renata
Renee Rhoda Rhonda Rita Roberta Robin Robyn Rosa Rosalind Rosanna Rose Roseanne Rosemary Rosie Roxana
Roxanne Ruby Ruth Sabina Sabrina Sadia Sally Samantha Sandra Sandy Sara Sarah Sasha Savannah Selena Serena
Sharon Sheila Shelley Shelly Sheryl Shirley Sienna Silvia Simone Sinead Sofia Sonia Sonja Sonya Sophia
Sophie Stacey Stacy Stella Stephanie Stormy Sue Susan Susanna Susanne Susie Suzanne Svetlana Sybil Sylvia
Tamara Tammy Tania Tanya Tara Tatiana Teresa Teri Tessa Thelma Theresa Therese Tiffany Tina Tracey Tracy
Trina Trisha Trudy Tulsi Ursula Valentina Valeria Valerie Vanessa Vera Veronica Vicki Vicky Victoria Viola
Violet Virginia Vivian Vivien Wanda Wendy Whitney Wilma Winifred Winnie Xenia Yasmin Yasmine Yolanda Yulia
Yvette Yvonne Zara Zoe Aung Ngozi Amina Wanjiru Thandi Nokuthula Nomvula Jodie Rashida Ilhan Nydia Maxine
Ayanna Tammy Lisa Liz Condoleezza Benazir Sushma Smriti Nirmala Mamata Sonia Sheikh Hasina Tsai Keiko Yoko
Sanae Yuriko Park Tarja
"""

MALE_NAMES = frozenset(_MALE.split())
FEMALE_NAMES = frozenset(_FEMALE.split()) - {"Sheikh", "Park", "Tsai", "Aung"}
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
_EITHER = word_set(
    """Morgan Jordan Taylor Casey Jamie Robin Leslie Kelly Lee Kim Sam Alex Pat Chris Terry Tracy Dana
    Jackie Sandy Lindsey Jean Marion Shannon Ashley Sidney Kerry Dominique Michele Nikita Sasha Rene Jan
    Jo Charlie Max Frances Vivian Blair Drew Cameron Harper Avery Quinn Riley Reese Noel Ali Jesse"""
)
GENDER_OF_NAME = {
    **dict.fromkeys(MALE_NAMES - FEMALE_NAMES - _EITHER, "m"),
    **dict.fromkeys(FEMALE_NAMES - MALE_NAMES - _EITHER, "f"),
}
FULL_TITLES = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "det": "detective",
    "prof": "professor",
    "const": "constable",
    "insp": "inspector",
    "supt": "superintendent",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "adm": "admiral",
    "dr": "doctor",
    "rev": "reverend",
    "maj": "major",
    "cmdr": "commander",
    "cllr": "councillor",
    "coun": "councillor",
    "pm": "prime-minister",
    "mps": "mp",
}

NICKNAMES = {
    "bill": "william",
    "billy": "william",
    "will": "william",
    "bob": "robert",
    "bobby": "robert",
    "rob": "robert",
    "joe": "joseph",
    "jim": "james",
    "jimmy": "james",
    "jamie": "james",
    "mike": "michael",
    "mick": "michael",
    "dick": "richard",
    "rick": "richard",
    "rich": "richard",
    "tom": "thomas",
    "tommy": "thomas",
    "tim": "timothy",
    "tony": "anthony",
    "antony": "anthony",
    "dan": "daniel",
    "danny": "daniel",
    "dave": "david",
    "ed": "edward",
    "eddie": "edward",
    "ted": "edward",
    "ben": "benjamin",
    "sam": "samuel",
    "matt": "matthew",
    "nick": "nicholas",
    "chris": "christopher",
    "steve": "steven",
    "stephen": "steven",
    "jeff": "jeffrey",
    "geoff": "geoffrey",
    "greg": "gregory",
    "ken": "kenneth",
    "ron": "ronald",
    "don": "donald",
    "doug": "douglas",
    "andy": "andrew",
    "pete": "peter",
    "phil": "philip",
    "larry": "lawrence",
    "chuck": "charles",
    "charlie": "charles",
    "liz": "elizabeth",
    "beth": "elizabeth",
    "kate": "katherine",
    "kathy": "katherine",
    "katie": "katherine",
    "cathy": "catherine",
    "sue": "susan",
    "maggie": "margaret",
    "peggy": "margaret",
    "pam": "pamela",
    "jen": "jennifer",
    "jenny": "jennifer",
    "becky": "rebecca",
    "vicky": "victoria",
    "alex": "alexander",
    "bernie": "bernard",
    "mitch": "mitchell",
    "josh": "joshua",
    "jon": "jonathan",
    "fred": "frederick",
    "ray": "raymond",
    "walt": "walter",
    "gerry": "gerald",
    "jerry": "gerald",
    "debbie": "deborah",
    "tim.": "timothy",
}

MALE_TITLES = word_set(
    """mr sir lord king prince pope cardinal bishop archbishop imam rabbi father brother congressman
    councilman chairman spokesman businessman policeman fireman herr monsieur duke count emperor sheikh
    ayatollah emir sultan patriarch anchorman"""
)
HONORIFICS = word_set("mr mrs ms miss dr mx sir")
FEMALE_TITLES = word_set(
    """mrs ms miss lady queen princess dame sister congresswoman councilwoman chairwoman spokeswoman
    businesswoman policewoman mother frau madame madam duchess countess empress actress baroness hostess"""
)
TITLES = (
    word_set(
        """dr prof professor rev reverend fr sen senator rep representative gov governor president premier
    chancellor secretary minister judge justice mayor councillor councilor coun cllr gen general col
    colonel maj major capt captain lt lieutenant sgt sergeant cpl pte det detective const constable cst
    officer insp inspector supt superintendent commissioner ambassador director chair ceo coach attorney
    chief adviser advisor spokesperson leader speaker commander admiral adm marshal envoy candidate
    nominee correspondent reporter editor author analyst economist strategist lawyer prosecutor sheriff
    treasurer comptroller chairperson mp mla mpp mep msp hon honourable whip lawmaker deputy vice acting
    former ex interim co-founder founder executive manager coordinator counsel aide journalist host
    anchor pollster counselor undersecretary brig brigadier cmdr pm vp del delegate atty amb supervisor
    alderman ald councilmember assemblymember pfc trooper magistrate assemblyman assemblywoman
    parliamentarian legislator engineer constables ministers senators mps presidents secretaries
    generals attorney-general vice-president secretary-general director-general mister pastor
    rear private specialist correspondent presenter comedian singer actor"""
    )
    | MALE_TITLES
    | FEMALE_TITLES
)
# Words that stand with a title before a name: "Deputy Prime Minister", "National Security Adviser".
# Titles that news writes as part of the name.
KEPT_TITLES = word_set("prince princess king queen pope saint st mother emperor empress")
PORTFOLIO = word_set(
    """prime foreign defense defence interior finance health education justice state national security home
    affairs energy trade economy economic agriculture labor labour transport transportation housing
    urban development treasury commerce veterans homeland environment climate culture tourism sports
    science technology information press communications campaign police fire intelligence staff attorney
    general chief deputy vice assistant senior acting former ex interim under first second permanent
    crown grand lieutenant major brigadier rear air army navy house senate majority minority opposition
    party state's district supreme court police executive managing investment central bank indigenous
    services crown-indigenous relations public safety northern fisheries immigration refugees
    citizenship revenue rural infrastructure families children women social industry external internal
    political policy legal medical chairman planning mission war and & of the for"""
)
PARTICLES = word_set(
    """de da di du del della der den van von bin bint ibn al el la le ben abu dos das ter ten zu y"""
)
FAMILY_FIRST = word_set(
    """Xi Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang
    Xie Tang Song Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu
    Ding Ren Shen Yao Qin Hua Bo Kim Park Choi Jung Kang Cho Yoon Jang Lim Moon Lee Shin Kwon Hwang Ahn
    Ban Nguyen Tran Pham Tsai Mao Qi Geng Hun Ong Lai Ho Le Vo Phan Truong"""
)
